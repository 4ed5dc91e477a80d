// Resampling in 1 to 3 dimensions by tables of positions and weights along each axis: nearest, linear and cubic
// interpolation alike (host: TableResize).
//
//   y[n,c,p] = sum over one tap per axis of x[n,c,positions] * product of the taps' weights
//
// An axis of 0 taps has no table: its only element is taken as it is. Positions are held within the input.
// A work-item computes LANES neighbours of one output row of each of TILE_C channels: the places along a row are the same
// in all channels, so that the tables are read once.
//
// @kernel resize_table
// @global ceil(out_w, LANES), out_d * out_h, batch * ceil(channels, TILE_C)
// @local  LOCAL_W, LOCAL_H, 1
// @gpu    LANES=1 TILE_C=1 LOCAL_W=32 LOCAL_H=4

// Tuning.
#ifndef LANES // outputs along a row: 1, 2, 4, 8 or 16
#define LANES 16
#endif
#ifndef TILE_C // channels
#define TILE_C 8
#endif
#ifndef LOCAL_W // work-group: runs along a row
#define LOCAL_W 1
#endif
#ifndef LOCAL_H // work-group: rows
#define LOCAL_H 1
#endif

#include "common/types.clh"

static inline int position(const global int *positions, int taps, int out, int tap, int extent) {
    return taps == 0 ? 0 : clamp(positions[out * taps + tap], 0, extent - 1);
}

static inline float weight(const global STORAGE *weights, int taps, int out, int tap) {
    return taps == 0 ? 1.0f : LOAD(weights, out * taps + tap);
}

kernel void resize_table(
    const global STORAGE *x, const long x_offset, const long x_batch,
    global STORAGE *y, const long y_offset, const long y_batch,
    const global int *positions_d, const long positions_d_offset,
    const global int *positions_h, const long positions_h_offset,
    const global int *positions_w, const long positions_w_offset,
    const global STORAGE *weights_d, const long weights_d_offset,
    const global STORAGE *weights_h, const long weights_h_offset,
    const global STORAGE *weights_w, const long weights_w_offset,
    const int4 taps,
    const int batch, const int channels,
    const int in_d, const int in_h, const int in_w,
    const int out_d, const int out_h, const int out_w) {
    const int tiles = (channels - 1) / TILE_C + 1;
    const int ow = get_global_id(0) * LANES;
    const int oh = get_global_id(1) % out_h;
    const int od = get_global_id(1) / out_h;
    const int first = get_global_id(2) % tiles * TILE_C;
    const long n = get_global_id(2) / tiles;
    if (ow >= out_w || od >= out_d || n >= batch) return;

    // Channels behind the last one repeat it; their results are not stored.
    const long in_plane = (long)in_d * in_h * in_w;
    const global STORAGE *plane[TILE_C];
    REAL sum[TILE_C];
    #pragma unroll
    for (int c = 0; c < TILE_C; c++) {
        plane[c] = x + x_offset + n * x_batch + min(first + c, channels - 1) * in_plane;
        sum[c] = (REAL)(0.0f);
    }
    for (int tw = 0; tw < max(taps.z, 1); tw++) {
        int iw[LANES];
        float weights[LANES];
        for (int lane = 0; lane < LANES; lane++) { // lanes behind the last output repeat it
            const int out = min(ow + lane, out_w - 1);
            iw[lane] = position(positions_w + positions_w_offset, taps.z, out, tw, in_w);
            weights[lane] = weight(weights_w + weights_w_offset, taps.z, out, tw);
        }
        const REAL ww = FROM_ARRAY(weights);
        for (int td = 0; td < max(taps.x, 1); td++) {
            const int id = position(positions_d + positions_d_offset, taps.x, od, td, in_d);
            const float wd = weight(weights_d + weights_d_offset, taps.x, od, td);
            for (int th = 0; th < max(taps.y, 1); th++) {
                const int ih = position(positions_h + positions_h_offset, taps.y, oh, th, in_h);
                const float wh = wd * weight(weights_h + weights_h_offset, taps.y, oh, th);
                const int row = (id * in_h + ih) * in_w;
                #pragma unroll
                for (int c = 0; c < TILE_C; c++) {
                    float lanes[LANES];
                    #pragma unroll
                    for (int lane = 0; lane < LANES; lane++)
                        lanes[lane] = LOAD(plane[c], row + iw[lane]);
                    sum[c] = mad(wh * ww, FROM_ARRAY(lanes), sum[c]);
                }
            }
        }
    }
    #pragma unroll
    for (int c = 0; c < TILE_C; c++)
        if (first + c < channels)
            store_lanes(y + y_offset + n * y_batch + (((long)(first + c) * out_d + od) * out_h + oh) * out_w + ow,
                    min(LANES, out_w - ow), sum[c]);
}
