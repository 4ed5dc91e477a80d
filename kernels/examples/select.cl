// condition ? a : b, all broadcast against each other: a work-item moves one element, 32 bits of any type.
//
// @kernel my_select
// @global extent, turns
// @local  16, 1
#include "common/nest.clh"

kernel void my_select(
    const global int *condition, const global int *a, const global int *b, global int *y,
    const int extent, const long condition_stride, const long a_stride, const long b_stride,
    const int8 loops, const long8 condition_strides, const long8 a_strides, const long8 b_strides) {
    const int i = get_global_id(0);
    const long turn = get_global_id(1);
    if (i >= extent) return;
    const int choice = condition[nest_offset(turn, loops, condition_strides) + i * condition_stride];
    y[turn * extent + i] = choice ? a[nest_offset(turn, loops, a_strides) + i * a_stride]
                                  : b[nest_offset(turn, loops, b_strides) + i * b_stride];
}
