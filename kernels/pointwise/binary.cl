// y = f(a, b) element by element, the operands broadcast against each other (host: BinaryPointwise).
// The output is walked as a nest of loops with a stride of each operand for each loop, 0 where the operand repeats.
// A work-item computes LANES neighbours along the innermost loop.
//
// @kernel pointwise_binary
// @global ceil(extent, LANES), turns
// @local  LOCAL, 1
// @gpu    LANES=1 LOCAL=64

// Tuning.
#ifndef LANES // neighbours: 1, 2, 4, 8 or 16
#define LANES 16
#endif
#ifndef LOCAL // work-group
#define LOCAL 16
#endif

// The functions, as io.nacre.op.Binary.Function numbers them.
#define ADD 0
#define SUB 1
#define MUL 2
#define DIV 3
#define POW 4
#define MIN 5
#define MAX 6
#define PRELU 7

#include "common/types.clh"
#include "common/nest.clh"

static inline REAL apply(int function, REAL a, REAL b) {
    switch (function) {
        case ADD: return a + b;
        case SUB: return a - b;
        case MUL: return a * b;
        case DIV: return a / b;
        case POW: return pow(a, b);
        case MIN: return a < b || a != a ? a : b;
        case MAX: return a > b || a != a ? a : b;
        case PRELU: return a >= (REAL)(0.0f) ? a : b * a;
        default: return (REAL)(NAN);
    }
}

kernel void pointwise_binary(
    const global STORAGE *a, const long a_offset,
    const global STORAGE *b, const long b_offset,
    global STORAGE *y, const long y_offset,
    const int function,
    const int extent, const long a_stride, const long b_stride,                             // the innermost loop
    const long turns, const int8 loops, const long8 a_strides, const long8 b_strides) { // those around it
    const int i = get_global_id(0) * LANES;
    const long turn = get_global_id(1);
    if (i >= extent || turn >= turns) return;
    const int count = min(LANES, extent - i);
    const global STORAGE *left = a + a_offset + nest_offset(turn, loops, a_strides) + i * a_stride;
    const global STORAGE *right = b + b_offset + nest_offset(turn, loops, b_strides) + i * b_stride;
    const REAL first = a_stride == 0 ? (REAL)(LOAD(left, 0)) : load_strided(left, a_stride, count);
    const REAL second = b_stride == 0 ? (REAL)(LOAD(right, 0)) : load_strided(right, b_stride, count);
    store_lanes(y + y_offset + turn * extent + i, count, apply(function, first, second));
}
