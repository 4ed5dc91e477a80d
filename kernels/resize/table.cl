// Resampling in 1 to 3 dimensions by tables of positions and weights along each axis: nearest, linear and cubic
// interpolation alike (host: TableResize).
//
//   y[n,c,p] = sum over one tap per axis of x[n,c,positions] * product of the taps' weights
//
// An axis of 0 taps has no table: its only element is taken as it is. Positions are held within the input.
// A work-item computes one output.
//
// @kernel resize_table
// @global out_w, out_d * out_h, batch * channels
// @local  LOCAL_W, LOCAL_H, 1
// @gpu    LOCAL_W=32 LOCAL_H=4

// Tuning.
#ifndef LOCAL_W // work-group: outputs along a row
#define LOCAL_W 16
#endif
#ifndef LOCAL_H // work-group: rows
#define LOCAL_H 4
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
    const int ow = get_global_id(0);
    const int oh = get_global_id(1) % out_h;
    const int od = get_global_id(1) / out_h;
    const int c = get_global_id(2) % channels;
    const long n = get_global_id(2) / channels;
    if (ow >= out_w || od >= out_d || n >= batch) return;

    const global STORAGE *plane = x + x_offset + n * x_batch + (long)c * in_d * in_h * in_w;
    float sum = 0.0f;
    for (int td = 0; td < max(taps.x, 1); td++) {
        const int id = position(positions_d + positions_d_offset, taps.x, od, td, in_d);
        const float wd = weight(weights_d + weights_d_offset, taps.x, od, td);
        for (int th = 0; th < max(taps.y, 1); th++) {
            const int ih = position(positions_h + positions_h_offset, taps.y, oh, th, in_h);
            const float wh = wd * weight(weights_h + weights_h_offset, taps.y, oh, th);
            float row = 0.0f;
            for (int tw = 0; tw < max(taps.z, 1); tw++) {
                const int iw = position(positions_w + positions_w_offset, taps.z, ow, tw, in_w);
                row = mad(weight(weights_w + weights_w_offset, taps.z, ow, tw),
                        LOAD(plane, (id * in_h + ih) * in_w + iw), row);
            }
            sum = mad(wh, row, sum);
        }
    }
    STORE(y, y_offset + n * y_batch + (((long)c * out_d + od) * out_h + oh) * out_w + ow, sum);
}
