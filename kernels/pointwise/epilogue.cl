// An operation's epilogue on its finished results, in place (host: EpiloguePass): for kernels that leave it out.
// The results of a sample are 'outer' rows of 'inner' neighbours. A row is of one channel; or, if CHANNELS_ALONG_LANES is
// defined, element i of each row is of channel i.
// A work-item computes LANES neighbours of one row.
//
// @kernel pointwise_epilogue
// @global ceil(inner, LANES), outer, batch
// @local  LOCAL, 1, 1
// @gpu    LANES=1 LOCAL=64

// Tuning.
#ifndef LANES // neighbours: 1, 2, 4, 8 or 16
#define LANES 16
#endif
#ifndef LOCAL // work-group
#define LOCAL 4
#endif

#include "common/types.clh"
#include "common/activation.clh"
#include "common/epilogue.clh"

kernel void pointwise_epilogue(
    global STORAGE *y, const long y_offset, const long y_batch,
    const long inner
    EPILOGUE_PARAMETERS) {
    const long first = get_global_id(0) * LANES;
    const long row = get_global_id(1);
    const long n = get_global_id(2);
    if (first >= inner) return;
    const int count = min((long)LANES, inner - first);
    const long i = row * inner + first;
#ifdef CHANNELS_ALONG_LANES
    const long c = first;
#else
    const long c = row;
#endif
    global STORAGE *to = y + y_offset + n * y_batch + i;
    REAL result = load_lanes(to, count);
    EPILOGUE(result, n, c, i, count)
    store_lanes(to, count, result);
}
