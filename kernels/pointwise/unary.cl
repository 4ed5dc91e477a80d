// y = f(x; a, b) element by element (host: UnaryPointwise). The function comes as its number in common/activation.clh.
// A work-item computes LANES neighbours of one sample.
//
// @kernel pointwise_unary
// @global ceil(sample, LANES), batch
// @local  LOCAL, 1
// @gpu    LANES=1 LOCAL=64

// Tuning.
#ifndef LANES // neighbours: 1, 2, 4, 8 or 16
#define LANES 16
#endif
#ifndef LOCAL // work-group
#define LOCAL 64
#endif

#include "common/types.clh"
#include "common/activation.clh"

#define CASE(number, NAME) \
    case number: \
        return activation_##NAME(x, a, b);

static inline REAL apply(int function, REAL x, float a, float b) {
    switch (function) {
        ACTIVATIONS(CASE)
        default: return (REAL)(NAN);
    }
}

kernel void pointwise_unary(
    const global STORAGE *x, const long x_offset, const long x_batch,
    global STORAGE *y, const long y_offset, const long y_batch,
    const int function, const float a, const float b,
    const long batch, const long sample) {
    const long i = get_global_id(0) * LANES;
    const long n = get_global_id(1);
    if (i >= sample || n >= batch) return;
    const int count = min((long)LANES, sample - i);
    const REAL value = load_lanes(x + x_offset + n * x_batch + i, count);
    store_lanes(y + y_offset + n * y_batch + i, count, apply(function, value, a, b));
}
