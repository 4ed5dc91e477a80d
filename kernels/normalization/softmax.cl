// exp(x - max) / sum exp(x - max) along one axis, or its logarithm x - max - log(sum) (host: SoftmaxNormalization).
// Elements of a row lie 'inner' apart. A row of -infinity, or with +infinity or NaN in it, becomes NaN.
// A work-item computes one row, in three passes; where neighbours follow each other (inner = 1), LANES of them at once.
//
// @kernel softmax
// @global inner, outer
// @local  LOCAL_INNER, LOCAL_OUTER
// @gpu    LANES=1 LOCAL_INNER=32 LOCAL_OUTER=2
// @tune   LANES=1,4,8,16 LOCAL_INNER=1,32,64 LOCAL_OUTER=1,2,4
// @where  cpu && LOCAL_INNER * LOCAL_OUTER == 1 && LANES >= 8 || cpu == 0 && LOCAL_INNER * LOCAL_OUTER >= 32

// Tuning.
#ifndef LANES // neighbours in a row: 1, 2, 4, 8 or 16
#define LANES 16
#endif
#ifndef LOCAL_INNER // work-group: neighbouring rows
#define LOCAL_INNER 1
#endif
#ifndef LOCAL_OUTER // work-group: rows that follow each other
#define LOCAL_OUTER 1
#endif

#include "common/types.clh"

#if LANES > 1
// A row of neighbours.
static void dense(const global STORAGE *row, global STORAGE *result, int extent, int logarithm) {
    const int whole = extent / LANES * LANES; // elements in vectors, the rest one by one
    REAL most = (REAL)(-INFINITY);
    for (int i = 0; i < whole; i += LANES)
        most = fmax(most, LOAD_LANES(row, i));
    float lanes[LANES];
    TO_ARRAY(most, lanes);
    float largest = -INFINITY;
    for (int lane = 0; lane < LANES; lane++)
        largest = fmax(largest, lanes[lane]);
    for (int i = whole; i < extent; i++)
        largest = fmax(largest, LOAD(row, i));

    REAL sums = (REAL)(0.0f);
    for (int i = 0; i < whole; i += LANES) {
        const REAL power = exp(LOAD_LANES(row, i) - largest);
        sums += power;
        if (!logarithm) STORE_LANES(result, i, power);
    }
    float sum = sum_of_lanes(sums);
    for (int i = whole; i < extent; i++) {
        const float power = exp(LOAD(row, i) - largest);
        sum += power;
        if (!logarithm) STORE(result, i, power);
    }

    const float log_sum = log(sum);
    for (int i = 0; i < whole; i += LANES)
        STORE_LANES(result, i, logarithm ? LOAD_LANES(row, i) - largest - log_sum : LOAD_LANES(result, i) / sum);
    for (int i = whole; i < extent; i++)
        STORE(result, i, logarithm ? LOAD(row, i) - largest - log_sum : LOAD(result, i) / sum);
}
#endif

kernel void softmax(
    const global STORAGE *x, const long x_offset,
    global STORAGE *y, const long y_offset,
    const long outer, const int extent, const long inner,
    const int logarithm) {
    if (get_global_id(0) >= inner || get_global_id(1) >= outer) return;
    const long first = get_global_id(1) * extent * inner + get_global_id(0);
    const global STORAGE *row = x + x_offset + first;
    global STORAGE *result = y + y_offset + first;

#if LANES > 1
    if (inner == 1) {
        dense(row, result, extent, logarithm);
        return;
    }
#endif

    float largest = -INFINITY;
    for (int i = 0; i < extent; i++)
        largest = fmax(largest, LOAD(row, i * inner));
    float sum = 0.0f;
    for (int i = 0; i < extent; i++)
        sum += exp(LOAD(row, i * inner) - largest);
    if (logarithm) {
        const float log_sum = log(sum);
        for (int i = 0; i < extent; i++)
            STORE(result, i * inner, LOAD(row, i * inner) - largest - log_sum);
    } else {
        for (int i = 0; i < extent; i++)
            STORE(result, i * inner, exp(LOAD(row, i * inner) - largest) / sum);
    }
}
