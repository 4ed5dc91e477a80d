// The bandwidth of memory: y = x over more elements than caches hold (host: OpenClRoof). A work-item copies SPAN neighbours,
// as vectors of LANES; count is a multiple of LANES.
//
// @kernel roof_copy
// @global ceil(count, SPAN)
// @local  LOCAL
// @gpu    LANES=4 SPAN=4 LOCAL=256

// Tuning.
#ifndef LANES // of a vector: 1, 2, 4, 8 or 16
#define LANES 16
#endif
#ifndef SPAN // elements of a work-item, a multiple of LANES
#define SPAN 65536
#endif
#ifndef LOCAL // work-group
#define LOCAL 1
#endif

#include "common/types.clh"

kernel void roof_copy(
    const global STORAGE *x, const long x_offset, global STORAGE *y, const long y_offset, const long count) {
    const long first = get_global_id(0) * SPAN;
    const long end = min(count, first + SPAN);
    for (long i = first; i < end; i += LANES)
        STORE_LANES(y, y_offset + i, LOAD_LANES(x, x_offset + i));
}
