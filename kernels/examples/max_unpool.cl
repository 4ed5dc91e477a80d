// Max unpooling: a work-item does a whole plane, so that of values with one place the last stays.
//
// @kernel my_max_unpool
// @global batch * channels
// @local  1
#include "common/fault.clh"

kernel void my_max_unpool(
    const global float *x, const global int *indices, global float *y,
    volatile global int *fault, const int launch,
    const int in_plane, const int out_plane) {
    const long plane = get_global_id(0);
    for (int i = 0; i < out_plane; i++)
        y[plane * out_plane + i] = 0.0f;
    for (int i = 0; i < in_plane; i++) {
        const int index = indices[plane * in_plane + i];
        if (index >= 0 && index < out_plane)
            y[plane * out_plane + index] = x[plane * in_plane + i];
        else
            report_fault(fault, launch, plane * in_plane + i, index); // becomes an IndexException
    }
}
