// Permute, slice and concat (once for each of its inputs): elements move from one place to another, 32 bits of any type.
//
// @kernel my_copy
// @global extent, turns
// @local  16, 1
#include "common/nest.clh"

kernel void my_copy(
    const global int *x, global int *y, const int extent, const long x_stride, const long y_stride,
    const int8 loops, const long8 x_strides, const long8 y_strides) {
    const int i = get_global_id(0);
    const long turn = get_global_id(1);
    if (i >= extent) return;
    y[nest_offset(turn, loops, y_strides) + i * y_stride] = x[nest_offset(turn, loops, x_strides) + i * x_stride];
}
