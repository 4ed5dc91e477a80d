// Transposed convolution in 1 to 3 dimensions, with groups and an epilogue (host: DirectConvolutionTranspose).
//
//   y[n,oc,od,oh,ow] = epilogue( sum over ic, kd, kh, kw of w[ic,oc,kd,kh,kw] * x[n,ic,id,ih,iw] )
//   over those taps for which id*STRIDE_D = od + before.x - kd*DILATION_D has a solution in x, and so on: each output
//   gathers what a convolution of this window would have taken from it.
//
// A work-item computes TILE_C channels of TILE_W outputs of one row, STRIDE_W apart: all of them meet the same taps, and
// their inputs are neighbours.
//
//        STRIDE_W = 2:   y   0 1 2 3 4 5 6 7     phase 0 takes outputs 0 2 4 6, phase 1 takes 1 3 5 7
//
// @kernel convolution_transpose_direct
// @global STRIDE_W * ceil(ceil(out_w, STRIDE_W), TILE_W), groups * ceil(group_out, TILE_C), batch * out_d * out_h
// @local  LOCAL_W, LOCAL_C, 1
// @gpu    TILE_W=4 LOCAL_W=8 LOCAL_C=8
// @tune   TILE_W=1,2,4,8,16 TILE_C=4,8,16 LOCAL_W=1,8,16 LOCAL_C=1,4,8
// @where  cpu && LOCAL_W * LOCAL_C == 1 && TILE_W >= 8 || cpu == 0 && LOCAL_W * LOCAL_C >= 32 && TILE_W * TILE_C <= 64

// Tuning. Loops over a tile are unrolled, so that its sums stay in registers.
#ifndef TILE_W // outputs of a row: 1, 2, 4, 8 or 16
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
#define KERNEL_H 2
#endif
#ifndef KERNEL_W
#define KERNEL_W 2
#endif
#ifndef STRIDE_D
#define STRIDE_D 1
#endif
#ifndef STRIDE_H
#define STRIDE_H 2
#endif
#ifndef STRIDE_W
#define STRIDE_W 2
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
#define LANE_STRIDE STRIDE_W
#include "common/types.clh"
#include "common/activation.clh"
#include "common/epilogue.clh"

// The input that a tap meets, or -1: t is the output's position, padding added and the tap's own distance taken off.
static inline int source(int t, int stride, int extent) {
    return t < 0 || t % stride != 0 || t / stride >= extent ? -1 : t / stride;
}

kernel void convolution_transpose_direct(
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
    const int phase = get_global_id(0) % STRIDE_W;
    const int ow = phase + (int)(get_global_id(0) / STRIDE_W) * (STRIDE_W * TILE_W);
    const int oh = get_global_id(2) % out_h;
    const int od = get_global_id(2) / out_h % out_d;
    const long n = get_global_id(2) / out_h / out_d;
    if (ow >= out_w || group >= groups || n >= batch) return;

    const long in_plane = (long)in_d * in_h * in_w;
    const long out_plane = (long)out_d * out_h * out_w;
    const int taps = KERNEL_D * KERNEL_H * KERNEL_W;
    const global STORAGE *sample = x + x_offset + n * x_batch;
    const long sample_end = (long)groups * group_in * in_plane;

    // Channels behind the last one repeat it; their results are not stored.
    int channel[TILE_C];
    REAL sum[TILE_C];
    #pragma unroll
    for (int c = 0; c < TILE_C; c++) {
        channel[c] = min(oc + c, group_out - 1) * taps;
        sum[c] = (REAL)(0.0f);
    }

    for (int kd = 0; kd < KERNEL_D; kd++) {
        const int id = source(od + before.x - kd * DILATION_D, STRIDE_D, in_d);
        if (id < 0) continue;
        for (int kh = 0; kh < KERNEL_H; kh++) {
            const int ih = source(oh + before.y - kh * DILATION_H, STRIDE_H, in_h);
            if (ih < 0) continue;
            for (int kw = 0; kw < KERNEL_W; kw++) {
                const int t = ow + before.z - kw * DILATION_W;
                if (t % STRIDE_W != 0) continue; // of no output of this phase
                const int iw = t / STRIDE_W;     // of the first one; may lie in front of the row
                const INTEGER position = iw + LANE_NUMBERS;
                const INTEGER inside = position >= (INTEGER)(0) && position < (INTEGER)(in_w);
                const long first = ((long)group * group_in * in_d + id) * in_h * in_w + (long)ih * in_w + iw;
                const global STORAGE *weights = w + w_offset + (kd * KERNEL_H + kh) * KERNEL_W + kw;
                for (int ic = 0; ic < group_in; ic++) {
                    const long i = first + ic * in_plane;
                    const global STORAGE *filter = weights + ((long)group * group_in + ic) * group_out * taps;
                    REAL value;
                    if (i >= 0 && i + LANES <= sample_end) { // lanes outside of the row are left out below
                        value = LOAD_LANES(sample, i);
                    } else {
                        float lanes[LANES];
                        for (int lane = 0; lane < LANES; lane++)
                            lanes[lane] = i + lane >= 0 && i + lane < sample_end ? LOAD(sample, i + lane) : 0.0f;
                        value = FROM_ARRAY(lanes);
                    }
                    #pragma unroll
                    for (int c = 0; c < TILE_C; c++)
                        sum[c] = inside ? mad((REAL)(LOAD(filter, channel[c])), value, sum[c]) : sum[c];
                }
            }
        }
    }

    const int count = min(TILE_W, (out_w - 1 - ow) / STRIDE_W + 1);
    #pragma unroll
    for (int c = 0; c < TILE_C; c++)
        if (oc + c < group_out) {
            const int out = group * group_out + oc + c;
            const long i = out * out_plane + ((long)od * out_h + oh) * out_w + ow;
            REAL result = sum[c];
            EPILOGUE(result, n, out, i, count)
            store_strided(y + y_offset + n * y_batch + i, STRIDE_W, count, result);
        }
}
