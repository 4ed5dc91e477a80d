// Sums, differences, products and quotients: a work-item computes one element. The output is walked as a nest of loops, with a
// stride of each operand for each loop, 0 where it is broadcast. Functions have the numbers of io.nacre.op.Binary.Function.
//
// @kernel my_binary
// @global extent, turns
// @local  16, 1
// @requires function <= 3
#include "common/nest.clh"

kernel void my_binary(
    const global float *a, const global float *b, global float *y, const int function,
    const int extent, const long a_stride, const long b_stride,
    const int8 loops, const long8 a_strides, const long8 b_strides) {
    const int i = get_global_id(0);
    const long turn = get_global_id(1);
    if (i >= extent) return;
    const float left = a[nest_offset(turn, loops, a_strides) + i * a_stride];
    const float right = b[nest_offset(turn, loops, b_strides) + i * b_stride];
    y[turn * extent + i] = function == 0 ? left + right
        : function == 1                  ? left - right
        : function == 2                  ? left * right
                                         : left / right;
}
