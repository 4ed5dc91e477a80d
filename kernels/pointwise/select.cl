// y = condition ? a : b element by element, the operands broadcast against each other (host: SelectPointwise).
// The condition holds where it is not 0; a, b and y are 32 bits of any type.
// The output is walked as a nest of loops with a stride of each operand for each loop, 0 where the operand repeats.
// A work-item computes TILE neighbours along the innermost loop.
//
// @kernel pointwise_select
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

#include "common/nest.clh"

kernel void pointwise_select(
    const global int *condition, const long condition_offset,
    const global int *a, const long a_offset,
    const global int *b, const long b_offset,
    global int *y, const long y_offset,
    const int extent, const long condition_stride, const long a_stride, const long b_stride, // the innermost loop
    const long turns, const int8 loops,                                                      // those around it
    const long8 condition_strides, const long8 a_strides, const long8 b_strides) {
    const int first = get_global_id(0) * TILE;
    const long turn = get_global_id(1);
    if (first >= extent || turn >= turns) return;
    const global int *choice = condition + condition_offset + nest_offset(turn, loops, condition_strides);
    const global int *left = a + a_offset + nest_offset(turn, loops, a_strides);
    const global int *right = b + b_offset + nest_offset(turn, loops, b_strides);
    global int *result = y + y_offset + turn * extent;
    const int end = first + min(TILE, extent - first);
    for (int i = first; i < end; i++)
        result[i] = choice[i * condition_stride] != 0 ? left[i * a_stride] : right[i * b_stride];
}
