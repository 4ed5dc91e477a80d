// Takes elements along an axis by their indices; negative ones count from the end (host: GatherCopy).
// Elements are 32 bits of any type. An index that is out of range is reported, and takes element 0.
// A work-item copies TILE neighbours of what one index takes.
//
// @kernel gather
// @global ceil(inner, TILE), index_count, outer
// @local  LOCAL_INNER, LOCAL_INDEX, 1
// @gpu    TILE=1 LOCAL_INNER=8 LOCAL_INDEX=8

// Tuning.
#ifndef TILE // elements of a work-item
#define TILE 16
#endif
#ifndef LOCAL_INNER // work-group: neighbours
#define LOCAL_INNER 1
#endif
#ifndef LOCAL_INDEX // work-group: indices
#define LOCAL_INDEX 16
#endif

#include "common/fault.clh"

kernel void gather(
    const global int *x, const long x_offset,
    const global int *indices, const long indices_offset,
    global int *y, const long y_offset,
    volatile global int *fault, const int launch,
    const long outer, const int extent, const long inner, // x is outer x extent x inner
    const long index_count) {                             // y is outer x index_count x inner
    const long first = get_global_id(0) * TILE;
    const long at = get_global_id(1);
    const long turn = get_global_id(2);
    if (first >= inner || at >= index_count || turn >= outer) return;
    int index = indices[indices_offset + at];
    if (index < -extent || index >= extent) {
        report_fault(fault, launch, at, index);
        index = 0;
    }
    if (index < 0) index += extent;
    const global int *from = x + x_offset + (turn * extent + index) * inner;
    global int *to = y + y_offset + (turn * index_count + at) * inner;
    const long end = min(first + TILE, inner);
    for (long i = first; i < end; i++)
        to[i] = from[i];
}
