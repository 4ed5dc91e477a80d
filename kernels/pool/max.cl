// The largest element of each window, in 1 to 3 dimensions, with its position if that is wanted (host: MaxPooling).
//
// A tap replaces the best one so far if it is larger or NaN, in row-major order: ties go to the first, NaN wins, the last
// NaN gives the position. A window of -infinity answers -infinity and its first tap inside of the input.
// A work-item computes up to RUNS runs of LANES neighbours of one output row. The last run of a row begins earlier where that
// makes it whole, and computes some results once more.
//
// @kernel pool_max
// @global ceil(out_w, RUNS * LANES), out_d * out_h, batch * channels
// @local  LOCAL_W, LOCAL_H, 1
// @gpu    LANES=1 RUNS=1 LOCAL_W=32 LOCAL_H=4
// @tune   LANES=1,4,8,16 RUNS=1,4,16,64 LOCAL_W=1,16,32 LOCAL_H=1,4,8
// @where  cpu && LOCAL_W * LOCAL_H == 1 && LANES >= 8 || cpu == 0 && LOCAL_W * LOCAL_H >= 64 && RUNS <= 4

// Tuning.
#ifndef LANES // outputs: 1, 2, 4, 8 or 16
#define LANES 16
#endif
#ifndef RUNS // runs of a work-item
#define RUNS 64
#endif
#ifndef LOCAL_W // work-group: work-items along a row
#define LOCAL_W 1
#endif
#ifndef LOCAL_H // work-group: rows
#define LOCAL_H 1
#endif

#include "common/types.clh"
#include "common/window.clh"
#include "common/row.clh"

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
    const int begin = get_global_id(0) * (RUNS * LANES);
    const int oh = get_global_id(1) % out_h;
    const int od = get_global_id(1) / out_h;
    const int c = get_global_id(2) % channels;
    const long n = get_global_id(2) / channels;
    if (begin >= out_w || od >= out_d || n >= batch) return;

    const int d0 = od * stride.x - before.x;
    const int h0 = oh * stride.y - before.y;
    const int kd0 = first_tap(d0, dilation.x), kd1 = end_tap(d0, dilation.x, taps.x, end_d);
    const int kh0 = first_tap(h0, dilation.y), kh1 = end_tap(h0, dilation.y, taps.y, end_h);
    const long in_plane = (long)in_d * in_h * in_w;
    const global STORAGE *sample = x + x_offset + n * x_batch;
    const long sample_end = channels * in_plane;
    const long out = (((long)c * out_d + od) * out_h + oh) * out_w;
    const int end = min(begin + RUNS * LANES, out_w);

    for (int run = begin; run < end; run += LANES) {
        const int ow = run + LANES > end && end - LANES >= begin ? end - LANES : run;
        const int w0 = ow * stride.z - before.z;
        REAL best = (REAL)(-INFINITY);
        if (!with_positions) {
            const int whole = w0 >= 0 && w0 + (taps.z - 1) * dilation.z + (LANES - 1) * stride.z < end_w;
            for (int kd = kd0; kd < kd1; kd++)
                for (int kh = kh0; kh < kh1; kh++) {
                    const long row =
                        c * in_plane + ((d0 + kd * dilation.x) * in_h + h0 + kh * dilation.y) * in_w;
                    for (int kw = 0; kw < taps.z; kw++) {
                        const int iw = w0 + kw * dilation.z;
                        const REAL value = load_row(sample, sample_end, row, iw, stride.z);
                        INTEGER better = value > best || value != value;
                        if (!whole) better = better && lanes_inside(iw, end_w, stride.z);
                        best = better ? value : best;
                    }
                }
            store_lanes(y + y_offset + n * y_batch + out + ow, min(LANES, end - ow), best);
            continue;
        }

        // Per lane, the tap that stands for a window of -infinity: the first one inside.
        const int first_row = ((d0 + kd0 * dilation.x) * in_h + h0 + kh0 * dilation.y) * in_w;
        const INTEGER start = w0 + stride.z * LANE_NUMBERS;
        const INTEGER skipped = start < (INTEGER)(0) ? (dilation.z - 1 - start) / dilation.z : (INTEGER)(0);
        INTEGER position = max(first_row + start + skipped * dilation.z, (INTEGER)(0));
        for (int kd = kd0; kd < kd1; kd++)
            for (int kh = kh0; kh < kh1; kh++) {
                const int row = ((d0 + kd * dilation.x) * in_h + h0 + kh * dilation.y) * in_w;
                for (int kw = 0; kw < taps.z; kw++) {
                    const int iw = w0 + kw * dilation.z;
                    const REAL value = load_row(sample, sample_end, c * in_plane + row, iw, stride.z);
                    const INTEGER better = lanes_inside(iw, end_w, stride.z) && (value > best || value != value);
                    best = better ? value : best;
                    position = better ? row + iw + stride.z * LANE_NUMBERS : position;
                }
            }

        const int count = min(LANES, end - ow);
        store_lanes(y + y_offset + n * y_batch + out + ow, count, best);
        global int *to = positions + positions_offset + n * positions_batch + out + ow;
#if LANES == 1
        *to = position;
#else
        int lanes[LANES];
        TO_ARRAY(position, lanes);
        for (int lane = 0; lane < count; lane++)
            to[lane] = lanes[lane];
#endif
    }
}
