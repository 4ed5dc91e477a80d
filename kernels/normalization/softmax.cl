// exp(x - max) / sum exp(x - max) along one axis, or its logarithm x - max - log(sum) (host: SoftmaxNormalization).
// Elements of a row lie 'inner' apart. A row of -infinity, or with +infinity or NaN in it, becomes NaN.
// A work-item computes one row, in three passes.
//
// @kernel softmax
// @global inner, outer
// @local  LOCAL_INNER, LOCAL_OUTER
// @gpu    LOCAL_INNER=32 LOCAL_OUTER=2

// Tuning.
#ifndef LOCAL_INNER // work-group: neighbouring rows
#define LOCAL_INNER 1
#endif
#ifndef LOCAL_OUTER // work-group: rows that follow each other
#define LOCAL_OUTER 1
#endif

#include "common/types.clh"

kernel void softmax(
    const global STORAGE *x, const long x_offset,
    global STORAGE *y, const long y_offset,
    const long outer, const int extent, const long inner,
    const int logarithm) {
    if (get_global_id(0) >= inner || get_global_id(1) >= outer) return;
    const long first = get_global_id(1) * extent * inner + get_global_id(0);
    const global STORAGE *row = x + x_offset + first;
    global STORAGE *result = y + y_offset + first;

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
