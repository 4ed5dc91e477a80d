// The peak of fused multiply-adds: nothing else computes faster (host: OpenClRoof). A work-item keeps CHAINS vectors of LANES
// floats in registers and replaces each by itself times a plus b, again and again; the chains do not wait for each other.
//
//   chain 0   v = v * a + b   v = v * a + b   ...
//   chain 1     v = v * a + b   v = v * a + b   ...
//
// The host asks for floating-point operations in all, two a multiply-add, and gives the device's own vector width as LANES.
//
// @kernel roof_fma
// @global units * ITEMS
// @local  LOCAL
// @gpu    ITEMS=2048 LOCAL=256

#ifndef LANES // of a vector: 1, 2, 4, 8 or 16
#define LANES 16
#endif
// Tuning.
#ifndef CHAINS // vectors: enough to hide the latency of a multiply-add, few enough for the registers
#define CHAINS 10
#endif
#ifndef STEPS // multiply-adds of a chain in a turn of the loop
#define STEPS 8
#endif
#ifndef ITEMS // work-items for each of the device's units, a multiple of LOCAL
#define ITEMS 8
#endif
#ifndef LOCAL // work-group
#define LOCAL 1
#endif

#include "common/types.clh"

kernel void roof_fma(global STORAGE *y, const long y_offset, const float a, const float b, const long operations) {
    const long turns = operations / (2L * LANES * CHAINS * STEPS * get_global_size(0)) + 1;
    REAL v[CHAINS];
#pragma unroll
    for (int chain = 0; chain < CHAINS; chain++)
        v[chain] = (REAL)(chain);
    for (long turn = 0; turn < turns; turn++) {
#pragma unroll
        for (int step = 0; step < STEPS; step++) {
#pragma unroll
            for (int chain = 0; chain < CHAINS; chain++)
                v[chain] = fma(v[chain], (REAL)(a), (REAL)(b));
        }
    }
    REAL sum = v[0];
#pragma unroll
    for (int chain = 1; chain < CHAINS; chain++)
        sum += v[chain];
    float lanes[LANES];
    TO_ARRAY(sum, lanes);
    for (int lane = 0; lane < LANES; lane++)
        if (lanes[lane] < 0.0f) STORE(y, y_offset, lanes[lane]); // never, but no compiler knows that
}
