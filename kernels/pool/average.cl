// The sum of each window over a divisor, in 1 to 3 dimensions (host: AveragePooling).
//
// The divisor is the one given, unless that is 0; else, if padding counts, the number of the window's taps in the padded
// input; else that of its taps in the input. A window without a tap in the input answers 0.
// A work-item computes one output.
//
// @kernel pool_average
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

kernel void pool_average(
    const global STORAGE *x, const long x_offset, const long x_batch,
    global STORAGE *y, const long y_offset, const long y_batch,
    const int count_padding, const int divisor,
    const int batch, const int channels,
    const int in_d, const int in_h, const int in_w,
    const int end_d, const int end_h, const int end_w, // where the input ends for windows: in front of what is cropped
    const int out_d, const int out_h, const int out_w,
    const int4 taps, const int4 stride, const int4 dilation, const int4 before, const int4 after) {
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
    float sum = 0.0f;
    for (int kd = kd0; kd < kd1; kd++)
        for (int kh = kh0; kh < kh1; kh++) {
            const int row = ((d0 + kd * dilation.x) * in_h + h0 + kh * dilation.y) * in_w;
            for (int kw = kw0; kw < kw1; kw++)
                sum += LOAD(plane, row + w0 + kw * dilation.z);
        }

    const int inside = max(kd1 - kd0, 0) * max(kh1 - kh0, 0) * max(kw1 - kw0, 0);
    const int padded = end_tap(d0, dilation.x, taps.x, in_d + after.x)
            * end_tap(h0, dilation.y, taps.y, in_h + after.y)
            * end_tap(w0, dilation.z, taps.z, in_w + after.z);
    const int size = divisor != 0 ? divisor : count_padding ? padded : inside;
    const long out = (((long)c * out_d + od) * out_h + oh) * out_w + ow;
    STORE(y, y_offset + n * y_batch + out, inside == 0 ? 0.0f : sum / size);
}
