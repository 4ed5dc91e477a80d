// The sum of each window over a divisor, in 1 to 3 dimensions (host: AveragePooling).
//
// The divisor is the one given, unless that is 0; else, if padding counts, the number of the window's taps in the padded
// input; else that of its taps in the input. A window without a tap in the input answers 0.
// A work-item computes LANES neighbours of one output row.
//
// @kernel pool_average
// @global ceil(out_w, LANES), out_d * out_h, batch * channels
// @local  LOCAL_W, LOCAL_H, 1
// @gpu    LANES=1 LOCAL_W=32 LOCAL_H=4
// @tune   LANES=1,4,8,16 LOCAL_W=1,16,32 LOCAL_H=1,4,8
// @where  cpu && LOCAL_W * LOCAL_H == 1 && LANES >= 8 || cpu == 0 && LOCAL_W * LOCAL_H >= 64

// Tuning.
#ifndef LANES // outputs: 1, 2, 4, 8 or 16
#define LANES 16
#endif
#ifndef LOCAL_W // work-group: runs along a row
#define LOCAL_W 1
#endif
#ifndef LOCAL_H // work-group: rows
#define LOCAL_H 1
#endif

#include "common/types.clh"
#include "common/window.clh"
#include "common/row.clh"

kernel void pool_average(
    const global STORAGE *x, const long x_offset, const long x_batch,
    global STORAGE *y, const long y_offset, const long y_batch,
    const int count_padding, const int divisor,
    const int batch, const int channels,
    const int in_d, const int in_h, const int in_w,
    const int end_d, const int end_h, const int end_w, // where the input ends for windows: in front of what is cropped
    const int out_d, const int out_h, const int out_w,
    const int4 taps, const int4 stride, const int4 dilation, const int4 before, const int4 after) {
    const int ow = get_global_id(0) * LANES;
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

    const long in_plane = (long)in_d * in_h * in_w;
    const global STORAGE *sample = x + x_offset + n * x_batch;
    const long sample_end = channels * in_plane;
    const INTEGER start = w0 + stride.z * LANE_NUMBERS;
    REAL sum = (REAL)(0.0f);
    for (int kd = kd0; kd < kd1; kd++)
        for (int kh = kh0; kh < kh1; kh++) {
            const long row = c * in_plane + ((long)(d0 + kd * dilation.x) * in_h + h0 + kh * dilation.y) * in_w;
            for (int kw = 0; kw < taps.z; kw++) {
                const int iw = w0 + kw * dilation.z;
                const REAL value = load_row(sample, sample_end, row, iw, stride.z);
                sum = lanes_inside(iw, end_w, stride.z) ? sum + value : sum;
            }
        }

    INTEGER inside = (INTEGER)(0), padded = (INTEGER)(0); // taps along the row
    for (int kw = 0; kw < taps.z; kw++) {
        const INTEGER iw = start + kw * dilation.z;
        inside += iw >= (INTEGER)(0) && iw < (INTEGER)(end_w) ? (INTEGER)(1) : (INTEGER)(0);
        padded += iw < (INTEGER)(in_w + after.z) ? (INTEGER)(1) : (INTEGER)(0);
    }
    inside *= max(kd1 - kd0, 0) * max(kh1 - kh0, 0);
    padded *= end_tap(d0, dilation.x, taps.x, in_d + after.x) * end_tap(h0, dilation.y, taps.y, in_h + after.y);
    const INTEGER size = divisor != 0 ? (INTEGER)(divisor) : count_padding ? padded : inside;
    const REAL mean = inside == (INTEGER)(0) ? (REAL)(0.0f) : sum / TO_REAL(size);
    const long out = (((long)c * out_d + od) * out_h + oh) * out_w + ow;
    store_lanes(y + y_offset + n * y_batch + out, min(LANES, out_w - ow), mean);
}
