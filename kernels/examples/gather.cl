// Elements along one axis by indices, which count from the axis' end if negative: a work-item moves one element, 32 bits of any
// type.
//
// @kernel my_gather
// @global inner, index_count, outer
// @local  1, 1, 1
#include "common/fault.clh"

kernel void my_gather(
    const global int *x, const global int *indices, global int *y,
    volatile global int *fault, const int launch,
    const int extent, const long inner, const long index_count) {
    const long i = get_global_id(0), position = get_global_id(1), out = get_global_id(2);
    const int index = indices[position];
    const int from = index < 0 ? index + extent : index;
    if (from >= 0 && from < extent)
        y[(out * index_count + position) * inner + i] = x[(out * extent + from) * inner + i];
    else
        report_fault(fault, launch, position, index); // becomes an IndexException
}
