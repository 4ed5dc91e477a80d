// Puts values back where a max pool found them, zeros elsewhere, in 1 to 3 dimensions (host: MaxUnpooling).
// Three launches, one a pass: 0 marks all of the result as empty; 1 leaves in each place the number of the last value that
// goes there, whatever the order of work-items; 2 replaces these numbers by the values. Elements are 32 bits of any type.
// A work-item handles TILE elements of one plane: of the result in passes 0 and 2, of the input in pass 1.
//
// @kernel max_unpool
// @global ceil(items, TILE), batch * channels
// @local  LOCAL, 1
// @gpu    TILE=1 LOCAL=64

// Tuning.
#ifndef TILE // elements of a work-item
#define TILE 64
#endif
#ifndef LOCAL // work-group
#define LOCAL 4
#endif

#include "common/fault.clh"

kernel void max_unpool(
    const global int *x, const long x_offset, const long x_batch,
    const global int *indices, const long indices_offset, const long indices_batch,
    volatile global int *y, const long y_offset, const long y_batch,
    volatile global int *fault, const int launch,
    const int pass, const int items, // elements of a plane that the pass walks
    const int batch, const int channels,
    const int in_plane, const int out_plane) {
    const int c = get_global_id(1) % channels;
    const long n = get_global_id(1) / channels;
    const int first = get_global_id(0) * TILE;
    if (first >= items || n >= batch) return;
    const int end = min(TILE, items - first) + first;
    const global int *values = x + x_offset + n * x_batch + (long)c * in_plane;
    const global int *places = indices + indices_offset + n * indices_batch + (long)c * in_plane;
    volatile global int *plane = y + y_offset + n * y_batch + (long)c * out_plane;
    for (int i = first; i < end; i++) {
        if (pass == 0) {
            plane[i] = -1;
        } else if (pass == 1) {
            const int index = places[i];
            if (index >= 0 && index < out_plane)
                atomic_max(plane + index, i);
            else
                report_fault(fault, launch, (n * channels + c) * in_plane + i, index);
        } else {
            const int last = plane[i];
            plane[i] = last < 0 ? 0 : values[last];
        }
    }
}
