// Copies elements from one arrangement to another: permutations, slices and the parts of a concatenation
// (host: StridedCopy). Elements are 32 bits of any type.
// The elements are walked as a nest of loops with a stride in x and in y for each loop; strides may be negative.
// A work-item copies TILE elements along the innermost loop.
//
// @kernel strided_copy
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

kernel void strided_copy(
    const global int *x, const long x_offset,
    global int *y, const long y_offset,
    const int extent, const long x_stride, const long y_stride,                             // the innermost loop
    const long turns, const int8 loops, const long8 x_strides, const long8 y_strides) { // those around it
    const int i = get_global_id(0) * TILE;
    const long turn = get_global_id(1);
    if (i >= extent || turn >= turns) return;
    const global int *from = x + x_offset + nest_offset(turn, loops, x_strides) + i * x_stride;
    global int *to = y + y_offset + nest_offset(turn, loops, y_strides) + i * y_stride;
    const int count = min(TILE, extent - i);
    for (int k = 0; k < count; k++)
        to[k * y_stride] = from[k * x_stride];
}
