// (x - mean) / sqrt(variance + epsilon) of each row, if wanted times a weight plus a bias (host: RowNormalization).
// Blocks of BLOCK terms are added plainly, their sums with compensation (Kahan); the rest that the rounded mean leaves is taken
// out of the variance and of the result, so that rows far from zero lose nothing.
// A work-group computes one row: its work-items share the elements out, LANES at a time. LOCAL is a power of two.
//
// @kernel normalization_rows
// @global rows * LOCAL
// @local  LOCAL
// @gpu    LANES=1 LOCAL=128
// @tune   LANES=1,4,8,16 LOCAL=1,64,128,256
// @where  cpu && LOCAL == 1 && LANES >= 8 || cpu == 0 && LOCAL >= 64

// Tuning.
#ifndef LANES // elements read at once: 1, 2, 4, 8 or 16
#define LANES 16
#endif
#ifndef LOCAL // work-group: work-items of a row
#define LOCAL 1
#endif

#define CHAINS 4 // sums that grow independently of each other
#define BLOCK 16 // additions to each of them, before they are added up

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

// A work-item's part of the sum of differences from 'from' (x), and of the sum of their squares (y).
static inline float2 part(const global STORAGE *row, int size, float from) {
    REAL sum = (REAL)(0.0f), sum_lost = (REAL)(0.0f);
    REAL square = (REAL)(0.0f), square_lost = (REAL)(0.0f);
    const int step = LOCAL * LANES;
    int i = get_local_id(0) * LANES;
    while (i + (CHAINS - 1) * step + LANES <= size) {
        REAL sums[CHAINS], squares[CHAINS];
        #pragma unroll
        for (int chain = 0; chain < CHAINS; chain++)
            sums[chain] = squares[chain] = (REAL)(0.0f);
        for (int turn = 0; turn < BLOCK && i + (CHAINS - 1) * step + LANES <= size; turn++, i += CHAINS * step)
            #pragma unroll
            for (int chain = 0; chain < CHAINS; chain++) {
                const REAL difference = LOAD_LANES(row, i + chain * step) - from;
                sums[chain] += difference;
                squares[chain] = FUSED(difference, difference, squares[chain]);
            }
        COMPENSATED_ADD(REAL, sum, sum_lost, (sums[0] + sums[1]) + (sums[2] + sums[3]))
        COMPENSATED_ADD(REAL, square, square_lost, (squares[0] + squares[1]) + (squares[2] + squares[3]))
    }
    for (; i + LANES <= size; i += step) {
        const REAL difference = LOAD_LANES(row, i) - from;
        COMPENSATED_ADD(REAL, sum, sum_lost, difference)
        COMPENSATED_ADD(REAL, square, square_lost, difference * difference)
    }
    float2 total = (float2)(sum_of_lanes(sum), sum_of_lanes(square));
    float2 lost = (float2)(sum_of_lanes(sum_lost), sum_of_lanes(square_lost));
    for (const int end = min(i + LANES, size); i < end; i++) { // the tail is one work-item's
        const float difference = LOAD(row, i) - from;
        COMPENSATED_ADD(float2, total, lost, (float2)(difference, difference * difference))
    }
    return total - lost;
}

// What belongs to elements 'first' and up of the 'span * count' that have 'count' factors, 'span' neighbours each.
static inline REAL factors(const global STORAGE *p, uint first, uint span, uint count) {
    const uint at = first / span % count;
    if (first % span + LANES <= span) return (REAL)(LOAD(p, at));
    if (span == 1 && at + LANES <= count) return LOAD_LANES(p, at);
    float lanes[LANES];
    for (uint lane = 0; lane < LANES; lane++)
        lanes[lane] = LOAD(p, (first + lane) / span % count);
    return FROM_ARRAY(lanes);
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

    const float mean = group_sum(part(values, size, 0.0f).x, sums) / size;
    const float2 mine = part(values, size, mean);
    const float rest = group_sum(mine.x, sums) / size;
    const float square = group_sum(mine.y, sums) / size - rest * rest;
    const float factor = 1.0f / sqrt((square < 0.0f ? 0.0f : square) + epsilon);
    const uint first = row * size % ((long)span * count); // among the elements that have weights of their own
    for (int i = get_local_id(0) * LANES; i < size; i += LOCAL * LANES) {
        const int here = min(LANES, size - i);
        REAL normal = (load_lanes(values + i, here) - mean - rest) * factor;
        if (affine)
            normal = normal * factors(weight + weight_offset, first + i, span, count)
                + factors(bias + bias_offset, first + i, span, count);
        store_lanes(results + i, here, normal);
    }
}
