// Convolution with a window of one element, stride 1 and no padding, in groups and with an epilogue, with constant weights:
// a product of matrices, weights (channels x channels) times planes (channels x pixels) (host: PointwiseConvolution).
//
//   y[n,oc,p] = epilogue( sum over ic of w[oc,ic] * x[n,ic,p] )
//
// A work-item computes TILE_C channels of TILE_P neighbouring pixels of a plane, in registers; each input channel costs
// VECTORS loads of LANES pixels and TILE_C neighbouring weights.
//
//                 p .. p+TILE_P-1
//          oc    +----------------+
//          oc+1  +----------------+
//          ...   |   TILE_C rows  |
//
// Weights come in tiles of TILE_C output channels: [group][tile][ic][TILE_C], zeros behind a group's last one.
//
// @kernel convolution_pointwise
// @global ceil(out_w, VECTORS * LANES), groups * ceil(group_out, TILE_C), batch
// @local  1, 1, 1
// @tune   LANES=8,16 VECTORS=1,2,3 TILE_C=4,8,12,16
// @where  LANES * VECTORS * TILE_C >= 128 && LANES * VECTORS * TILE_C <= 512

// Tuning. Loops over a tile are unrolled, so that its sums stay in registers.
#ifndef LANES // pixels of a vector: 2, 4, 8 or 16
#define LANES 16
#endif
#ifndef VECTORS // vectors of neighbours
#define VECTORS 3
#endif
#ifndef TILE_C // output channels
#define TILE_C 8
#endif

#define TILE_P (VECTORS * LANES)

#include "common/types.clh"
#include "common/activation.clh"
#include "common/epilogue.clh"

// One more input channel: VALUES is the vector of pixels number v.
#define ADD_CHANNEL(VALUES) \
    { \
        REAL value[VECTORS]; \
        _Pragma("unroll") for (int v = 0; v < VECTORS; v++) value[v] = VALUES; \
        _Pragma("unroll") for (int c = 0; c < TILE_C; c++) { \
            const REAL factor = (REAL)(LOAD(filter, c)); \
            _Pragma("unroll") for (int v = 0; v < VECTORS; v++) sum[c][v] = FUSED(factor, value[v], sum[c][v]); \
        } \
    }

kernel void convolution_pointwise(
    const global STORAGE *x, const long x_offset, const long x_batch,
    const global STORAGE *w, const long w_offset,
    global STORAGE *y, const long y_offset, const long y_batch,
    const int groups, const int group_in, const int group_out,
    const int out_w, const int batch
    EPILOGUE_PARAMETERS) {
    const int tiles = (group_out - 1) / TILE_C + 1;
    const int group = get_global_id(1) / tiles;
    const int oc = get_global_id(1) % tiles * TILE_C; // within its group
    const int p = get_global_id(0) * TILE_P;
    const long n = get_global_id(2);

    const global STORAGE *from = x + x_offset + n * x_batch + (long)group * group_in * out_w + p;
    const global STORAGE *filter = w + w_offset + get_global_id(1) * ((long)group_in * TILE_C);

    REAL sum[TILE_C][VECTORS];
    #pragma unroll
    for (int c = 0; c < TILE_C; c++)
        #pragma unroll
        for (int v = 0; v < VECTORS; v++)
            sum[c][v] = (REAL)(0.0f);

    // Pixels behind a plane's last one are those of the next; only behind the sample's last one there are none.
    const long here = (long)(groups - group) * group_in * out_w - p; // elements of the sample from the first one on
    const int whole = here < TILE_P ? 0 : (int)min((here - TILE_P) / out_w + 1, (long)group_in);
    for (int ic = 0; ic < whole; ic++, from += out_w, filter += TILE_C)
        ADD_CHANNEL(LOAD_LANES(from, v * LANES))
    for (int ic = whole; ic < group_in; ic++, from += out_w, filter += TILE_C)
        ADD_CHANNEL(load_lanes(from + v * LANES, clamp(out_w - p - v * LANES, 0, LANES)))

    #pragma unroll
    for (int c = 0; c < TILE_C; c++)
        #pragma unroll
        for (int v = 0; v < VECTORS; v++) {
            const int pixel = p + v * LANES;
            const int count = min(LANES, out_w - pixel);
            if (oc + c < group_out && count > 0) {
                const int channel = group * group_out + oc + c;
                const long i = (long)channel * out_w + pixel;
                REAL result = sum[c][v];
                EPILOGUE(result, n, channel, i, count)
                store_lanes(y + y_offset + n * y_batch + i, count, result);
            }
        }
}
