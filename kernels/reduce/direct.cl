// Sum, mean, largest, smallest or product of elements along some axes (host: DirectReduce).
// Over nothing: 0, NaN, -infinity, +infinity, 1. The largest and the smallest are NaN if any element is.
// A work-item computes one output; it walks the reduced axes as a nest of loops, LANES elements at a time where the
// innermost one runs over neighbours.
//
// @kernel reduce_direct
// @global outputs
// @local  LOCAL
// @gpu    LANES=1 LOCAL=64
// @tune   LANES=1,4,8,16 LOCAL=1,4,16,64,128
// @where  cpu && LOCAL <= 16 && LANES >= 8 || cpu == 0 && LOCAL >= 64

// Tuning.
#ifndef LANES // elements read at once: 1, 2, 4, 8 or 16
#define LANES 16
#endif
#ifndef LOCAL // work-group
#define LOCAL 4
#endif

// The functions, as io.nacre.op.Reduce.Function numbers them.
#define SUM 0
#define MEAN 1
#define MAX 2
#define MIN 3
#define PROD 4

#include "common/types.clh"
#include "common/nest.clh"

#define COMBINE(function, best, value) \
    ((function) == MAX    ? ((value) > (best) || (value) != (value) ? (value) : (best)) \
     : (function) == MIN  ? ((value) < (best) || (value) != (value) ? (value) : (best)) \
     : (function) == PROD ? (best) * (value) \
                          : (best) + (value))

kernel void reduce_direct(
    const global STORAGE *x, const long x_offset,
    global STORAGE *y, const long y_offset,
    const int function,
    const long outputs, const int8 loops, const long8 strides,          // the axes that stay
    const long turns, const int8 inner_loops, const long8 inner_strides, // those reduced, less the innermost
    const int extent, const long stride,                                 // the innermost one reduced
    const long count) {                                                  // elements of each output
    const long out = get_global_id(0);
    if (out >= outputs) return;
    const global STORAGE *base = x + x_offset + nest_offset(out, loops, strides);
    const float start = function == MAX ? -INFINITY : function == MIN ? INFINITY : function == PROD ? 1.0f : 0.0f;

    float best = start;
    float lanes[LANES];
    for (int lane = 0; lane < LANES; lane++)
        lanes[lane] = start;
    for (long turn = 0; turn < turns; turn++) {
        const global STORAGE *row = base + nest_offset(turn, inner_loops, inner_strides);
        int i = 0;
        if (stride == 1)
            for (; i + LANES <= extent; i += LANES)
                for (int lane = 0; lane < LANES; lane++) {
                    const float value = LOAD(row, i + lane);
                    lanes[lane] = COMBINE(function, lanes[lane], value);
                }
        for (; i < extent; i++) {
            const float value = LOAD(row, i * stride);
            best = COMBINE(function, best, value);
        }
    }
    for (int lane = 0; lane < LANES; lane++)
        best = COMBINE(function, best, lanes[lane]);
    STORE(y, y_offset + out, function == MEAN ? best / count : best);
}
