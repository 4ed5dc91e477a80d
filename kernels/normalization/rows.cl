// (x - mean) / sqrt(variance + epsilon) of each row, if wanted times a weight plus a bias (host: RowNormalization).
// Sums are compensated (Kahan); the rest that the rounded mean leaves is taken out of the variance and of the result, so that
// rows far from zero lose nothing.
// A work-group computes one row: its work-items share the elements out, LANES at a time. LOCAL is a power of two.
//
// @kernel normalization_rows
// @global rows * LOCAL
// @local  LOCAL
// @gpu    LANES=1 LOCAL=128

// Tuning.
#ifndef LANES // elements read at once: 1, 2, 4, 8 or 16
#define LANES 16
#endif
#ifndef LOCAL // work-group: work-items of a row
#define LOCAL 1
#endif

#include "common/types.clh"

// A sum and what its roundings lost.
#define COMPENSATED_ADD(type, sum, lost, value) \
    { \
        const type missing = (value) - lost; \
        const type next = sum + missing; \
        lost = (next - sum) - missing; \
        sum = next; \
    }

// The sum over all work-items of the group.
static inline float group_sum(float mine, local float *sums) {
#if LOCAL == 1
    return mine;
#else
    const int me = get_local_id(0);
    sums[me] = mine;
    for (int half_way = LOCAL / 2; half_way > 0; half_way /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (me < half_way) sums[me] += sums[me + half_way];
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    const float sum = sums[0];
    barrier(CLK_LOCAL_MEM_FENCE); // all have read before the next sum begins
    return sum;
#endif
}

// A work-item's part of the sum of differences from 'from', or of their squares.
static inline float part(const global STORAGE *row, int size, float from, int squares) {
    REAL sum = (REAL)(0.0f), lost = (REAL)(0.0f);
    int i = get_local_id(0) * LANES;
    for (; i + LANES <= size; i += LOCAL * LANES) {
        const REAL difference = LOAD_LANES(row, i) - from;
        const REAL value = squares ? difference * difference : difference;
        COMPENSATED_ADD(REAL, sum, lost, value)
    }
    float lanes[LANES], rests[LANES];
    TO_ARRAY(sum, lanes);
    TO_ARRAY(lost, rests);
    float total = 0.0f, rest = 0.0f;
    for (int lane = 0; lane < LANES; lane++) {
        COMPENSATED_ADD(float, total, rest, lanes[lane])
        COMPENSATED_ADD(float, total, rest, -rests[lane])
    }
    for (const int end = min(i + LANES, size); i < end; i++) { // the tail is one work-item's
        const float difference = LOAD(row, i) - from;
        COMPENSATED_ADD(float, total, rest, squares ? difference * difference : difference)
    }
    return total - rest;
}

kernel void normalization_rows(
    const global STORAGE *x, const long x_offset,
    const global STORAGE *weight, const long weight_offset,
    const global STORAGE *bias, const long bias_offset,
    global STORAGE *y, const long y_offset,
    const int affine, // else weight and bias are not touched
    const float epsilon, const int size,
    const int span, const int count) { // so many elements share a weight; so many weights there are
    local float sums[LOCAL];
    const long row = get_group_id(0);
    const global STORAGE *values = x + x_offset + row * size;
    global STORAGE *results = y + y_offset + row * size;

    const float mean = group_sum(part(values, size, 0.0f, 0), sums) / size;
    const float rest = group_sum(part(values, size, mean, 0), sums) / size;
    const float square = group_sum(part(values, size, mean, 1), sums) / size - rest * rest;
    const float factor = 1.0f / sqrt((square < 0.0f ? 0.0f : square) + epsilon);
    const uint first = row * size % ((long)span * count); // among the elements that have weights of their own
    for (int i = get_local_id(0); i < size; i += LOCAL) {
        const float normal = (LOAD(values, i) - mean - rest) * factor;
        const uint at = affine ? (first + i) / span % count : 0;
        STORE(results, i,
            affine ? normal * LOAD(weight, weight_offset + at) + LOAD(bias, bias_offset + at) : normal);
    }
}
