// Where a comparison of a and b holds 1, elsewhere 0, element by element, the operands broadcast against each other
// (host: BinaryPointwise). NaN is neither equal to anything nor less nor greater.
// The output is walked as a nest of loops with a stride of each operand for each loop, 0 where the operand repeats.
// A work-item computes TILE neighbours along the innermost loop.
//
// @kernel pointwise_compare
// @global ceil(extent, TILE), turns
// @local  LOCAL, 1
// @gpu    TILE=1 LOCAL=64

// Tuning.
#ifndef TILE // elements of a work-item
#define TILE 16
#endif
#ifndef LOCAL // work-group
#define LOCAL 16
#endif

// The comparisons, as io.nacre.op.Binary.Function numbers them.
#define EQUAL 8
#define LESS 9
#define LESS_OR_EQUAL 10
#define GREATER 11
#define GREATER_OR_EQUAL 12

#include "common/types.clh"
#include "common/nest.clh"

static inline int holds(int function, float a, float b) {
    switch (function) {
        case EQUAL: return a == b;
        case LESS: return a < b;
        case LESS_OR_EQUAL: return a <= b;
        case GREATER: return a > b;
        case GREATER_OR_EQUAL: return a >= b;
        default: return -1;
    }
}

kernel void pointwise_compare(
    const global STORAGE *a, const long a_offset,
    const global STORAGE *b, const long b_offset,
    global int *y, const long y_offset,
    const int function,
    const int extent, const long a_stride, const long b_stride,                             // the innermost loop
    const long turns, const int8 loops, const long8 a_strides, const long8 b_strides) { // those around it
    const int first = get_global_id(0) * TILE;
    const long turn = get_global_id(1);
    if (first >= extent || turn >= turns) return;
    const global STORAGE *left = a + a_offset + nest_offset(turn, loops, a_strides);
    const global STORAGE *right = b + b_offset + nest_offset(turn, loops, b_strides);
    global int *result = y + y_offset + turn * extent;
    const int end = first + min(TILE, extent - first);
    for (int i = first; i < end; i++)
        result[i] = holds(function, LOAD(left, i * a_stride), LOAD(right, i * b_stride));
}
