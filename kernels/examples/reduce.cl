// Sum and mean over axes: a work-item computes one output. What remains and what goes are nests of loops over the input.
// The functions' numbers are those of io.nacre.op.Reduce.Function.
//
// @kernel my_reduce
// @global outputs
// @local  1
// @requires function <= 1
#include "common/nest.clh"

kernel void my_reduce(
    const global float *x, global float *y, const int function,
    const int8 loops, const long8 strides,
    const long turns, const int8 inner_loops, const long8 inner_strides, const int extent, const long stride,
    const long count) {
    const long out = get_global_id(0);
    const global float *first = x + nest_offset(out, loops, strides);

    float sum = 0.0f;
    for (long turn = 0; turn < turns; turn++)
        for (int i = 0; i < extent; i++)
            sum += first[nest_offset(turn, inner_loops, inner_strides) + i * stride];
    y[out] = function == 1 ? sum / count : sum;
}
