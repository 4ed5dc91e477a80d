// Matrix product: a work-item computes one element. The batch axes of a and b are broadcast against each other.
//
// @kernel my_matmul
// @global columns, rows, batches
// @local  16, 1, 1
#include "common/nest.clh"

kernel void my_matmul(
    const global float *a, const global float *b, global float *y,
    const int rows, const int columns, const int depth,
    const int8 loops, const long8 a_strides, const long8 b_strides) {
    const int j = get_global_id(0), i = get_global_id(1);
    const long batch = get_global_id(2);
    if (j >= columns) return;
    const global float *left = a + nest_offset(batch, loops, a_strides);
    const global float *right = b + nest_offset(batch, loops, b_strides);

    float sum = 0.0f;
    for (int k = 0; k < depth; k++)
        sum += left[(long)i * depth + k] * right[(long)k * columns + j];
    y[(batch * rows + i) * columns + j] = sum;
}
