// The largest element of each window, in 1 to 3 dimensions, with its position if that is wanted (host: MaxPooling).
//
// A tap replaces the best one so far if it is larger or NaN, in row-major order: ties go to the first, NaN wins, the last
// NaN gives the position. A window of -infinity answers -infinity and its first tap inside of the input.
// A work-item computes one output.
//
// @kernel pool_max
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
#include "common/window.clh"

kernel void pool_max(
    const global STORAGE *x, const long x_offset, const long x_batch,
    global STORAGE *y, const long y_offset, const long y_batch,
    global int *positions, const long positions_offset, const long positions_batch,
    const int with_positions, // else 'positions' is not touched
    const int batch, const int channels,
    const int in_d, const int in_h, const int in_w,
    const int end_d, const int end_h, const int end_w, // where the input ends for windows: in front of what is cropped
    const int out_d, const int out_h, const int out_w,
    const int4 taps, const int4 stride, const int4 dilation, const int4 before) {
    const int ow = get_global_id(0);
    const int oh = get_global_id(1) % out_h;
    const int od = get_global_id(1) / out_h;
    const int c = get_global_id(2) % channels;
    const long n = get_global_id(2) / channels;
    if (ow >= out_w || od >= out_d || n >= batch) return;

    const int d0 = od * stride.x - before.x;
    const int h0 = oh * stride.y - before.y;
    const int w0 = ow * stride.z - before.z;
    const int kd0 = first_tap(d0, dilation.x), kd1 = end_tap(d0, dilation.x, taps.x, end_d);
    const int kh0 = first_tap(h0, dilation.y), kh1 = end_tap(h0, dilation.y, taps.y, end_h);
    const int kw0 = first_tap(w0, dilation.z), kw1 = end_tap(w0, dilation.z, taps.z, end_w);

    const global STORAGE *plane = x + x_offset + n * x_batch + (long)c * in_d * in_h * in_w;
    float best = -INFINITY;
    int position = max(((d0 + kd0 * dilation.x) * in_h + h0 + kh0 * dilation.y) * in_w + w0 + kw0 * dilation.z, 0);
    for (int kd = kd0; kd < kd1; kd++)
        for (int kh = kh0; kh < kh1; kh++) {
            const int row = ((d0 + kd * dilation.x) * in_h + h0 + kh * dilation.y) * in_w;
            for (int kw = kw0; kw < kw1; kw++) {
                const int i = row + w0 + kw * dilation.z;
                const float value = LOAD(plane, i);
                const int better = value > best || isnan(value);
                best = better ? value : best;
                position = better ? i : position;
            }
        }

    const long out = (((long)c * out_d + od) * out_h + oh) * out_w + ow;
    STORE(y, y_offset + n * y_batch + out, best);
    if (with_positions) positions[positions_offset + n * positions_batch + out] = position;
}
