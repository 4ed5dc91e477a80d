// Convolution in 1 to 3 dimensions, with groups and an epilogue (host: DirectConvolution).
//
//   y[n,oc,od,oh,ow] = epilogue( sum over ic, kd, kh, kw of w[oc,ic,kd,kh,kw] * x[n,ic,id,ih,iw] )
//   with id = od*STRIDE_D + kd*DILATION_D - before.x, and so on; taps outside of x are skipped.
//
// A work-item computes TILE_C channels of TILE_W neighbours of one output row, in registers. Nothing is shared between
// work-items, there are no barriers.
//
//                 ow .. ow+TILE_W-1            each step of the loops loads one run of x (one tap of all TILE_W pixels)
//          oc    +----------------+            and TILE_C single weights, and does TILE_C * TILE_W multiply-adds
//          oc+1  +----------------+
//          ...   |   TILE_C rows  |
//
// @kernel convolution_direct
// @global ceil(out_w, TILE_W), groups * ceil(group_out, TILE_C), batch * out_d * out_h
// @local  LOCAL_W, LOCAL_C, 1
// @gpu    TILE_W=4 LOCAL_W=8 LOCAL_C=8
// @tune   TILE_W=1,2,4,8,16 TILE_C=4,8,16 LOCAL_W=1,8,16 LOCAL_C=1,4,8
// @where  cpu && LOCAL_W * LOCAL_C == 1 && TILE_W >= 8 || cpu == 0 && LOCAL_W * LOCAL_C >= 32 && TILE_W * TILE_C <= 64

// Tuning. Loops over a tile are unrolled, so that its sums stay in registers.
#ifndef TILE_W // pixels of an output row: 1, 2, 4, 8 or 16
#define TILE_W 16
#endif
#ifndef TILE_C // output channels
#define TILE_C 8
#endif
#ifndef LOCAL_W // work-group: tiles along a row
#define LOCAL_W 1
#endif
#ifndef LOCAL_C // work-group: tiles of channels
#define LOCAL_C 1
#endif

// The operation's window.
#ifndef KERNEL_D
#define KERNEL_D 1
#endif
#ifndef KERNEL_H
#define KERNEL_H 3
#endif
#ifndef KERNEL_W
#define KERNEL_W 3
#endif
#ifndef STRIDE_D
#define STRIDE_D 1
#endif
#ifndef STRIDE_H
#define STRIDE_H 1
#endif
#ifndef STRIDE_W
#define STRIDE_W 1
#endif
#ifndef DILATION_D
#define DILATION_D 1
#endif
#ifndef DILATION_H
#define DILATION_H 1
#endif
#ifndef DILATION_W
#define DILATION_W 1
#endif

#define LANES TILE_W
#include "common/types.clh"
#include "common/activation.clh"
#include "common/epilogue.clh"
#include "common/window.clh"
#include "common/row.clh"

kernel void convolution_direct(
    const global STORAGE *x, const long x_offset, const long x_batch,
    const global STORAGE *w, const long w_offset,
    global STORAGE *y, const long y_offset, const long y_batch,
    const int groups, const int group_in, const int group_out,
    const int in_d, const int in_h, const int in_w,
    const int out_d, const int out_h, const int out_w,
    const int4 before, const int batch
    EPILOGUE_PARAMETERS) {
    const int tiles = (group_out - 1) / TILE_C + 1;
    const int group = get_global_id(1) / tiles;
    const int oc = get_global_id(1) % tiles * TILE_C; // within its group
    const int ow = get_global_id(0) * TILE_W;
    const int oh = get_global_id(2) % out_h;
    const int od = get_global_id(2) / out_h % out_d;
    const long n = get_global_id(2) / out_h / out_d;
    if (ow >= out_w || group >= groups || n >= batch) return;

    const long in_plane = (long)in_d * in_h * in_w;
    const long out_plane = (long)out_d * out_h * out_w;
    const int taps = KERNEL_D * KERNEL_H * KERNEL_W;
    const int d0 = od * STRIDE_D - before.x;
    const int h0 = oh * STRIDE_H - before.y;
    const int w0 = ow * STRIDE_W - before.z;
    const int kd0 = first_tap(d0, DILATION_D), kd1 = end_tap(d0, DILATION_D, KERNEL_D, in_d);
    const int kh0 = first_tap(h0, DILATION_H), kh1 = end_tap(h0, DILATION_H, KERNEL_H, in_h);

    // Channels behind the last one repeat it; their results are not stored.
    const global STORAGE *weights[TILE_C];
    REAL sum[TILE_C];
    #pragma unroll
    for (int c = 0; c < TILE_C; c++) {
        const long channel = group * (long)group_out + min(oc + c, group_out - 1);
        weights[c] = w + w_offset + channel * group_in * taps;
        sum[c] = (REAL)(0.0f);
    }

    const global STORAGE *sample = x + x_offset + n * x_batch;
    const long sample_end = (long)groups * group_in * in_plane;
    for (int ic = 0; ic < group_in; ic++) {
        const long plane = ((long)group * group_in + ic) * in_plane;
        for (int kd = kd0; kd < kd1; kd++)
            for (int kh = kh0; kh < kh1; kh++) {
                const long row = plane + ((long)(d0 + kd * DILATION_D) * in_h + h0 + kh * DILATION_H) * in_w;
                const int tap = (kd * KERNEL_H + kh) * KERNEL_W;
                for (int kw = 0; kw < KERNEL_W; kw++) {
                    const int iw = w0 + kw * DILATION_W;
                    const REAL value = load_row(sample, sample_end, row, iw, STRIDE_W);
                    const int at = ic * taps + tap + kw;
                    if (iw >= 0 && iw + (LANES - 1) * STRIDE_W < in_w) {
                        #pragma unroll
                        for (int c = 0; c < TILE_C; c++)
                            sum[c] = mad((REAL)(LOAD(weights[c], at)), value, sum[c]);
                    } else {
                        const INTEGER inside = lanes_inside(iw, in_w, STRIDE_W);
                        #pragma unroll
                        for (int c = 0; c < TILE_C; c++)
                            sum[c] = inside ? mad((REAL)(LOAD(weights[c], at)), value, sum[c]) : sum[c];
                    }
                }
            }
    }

    const int count = min(TILE_W, out_w - ow);
    #pragma unroll
    for (int c = 0; c < TILE_C; c++)
        if (oc + c < group_out) {
            const int channel = group * group_out + oc + c;
            const long i = channel * out_plane + ((long)od * out_h + oh) * out_w + ow;
            REAL result = sum[c];
            EPILOGUE(result, n, channel, i, count)
            store_lanes(y + y_offset + n * y_batch + i, count, result);
        }
}
