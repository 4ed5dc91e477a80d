// Convolution in 1 to 3 dimensions, with groups and an epilogue, of an input that lies in memory with zeros around it and
// taken apart by the stride (convolution/pad_phases.cl), with constant weights (host: PaddedConvolution).
//
//   y[n,oc,od,oh,ow] = epilogue( sum over ic, kd, kh, kw of w[oc,ic,kd,kh,kw] * x[n,ic,id,ih,iw] )
//   with id = od*STRIDE_D + kd*DILATION_D - before.x, and so on; taps outside of x are skipped.
//
// Results are numbered as if their rows were as long as those of the padded planes:  q = oh * pitch + ow. Then the inputs
// that one tap takes for neighbouring results are neighbours, across the ends of rows. A work-item computes TILE_C
// channels of TILE_P neighbours, in registers; those results that lie in the gap between rows are not stored.
//
//            out_w = 5, pitch = 7:  0 1 2 3 4 - - 7 8 9 10 11 - - 14 ...     (-: gap)
//
//                 q .. q+TILE_P-1              each tap of each input channel loads TILE_P neighbours, in vectors of
//          oc    +----------------+            LANES, and TILE_C neighbouring weights, and does TILE_C * TILE_P
//          oc+1  +----------------+            multiply-adds
//          ...   |   TILE_C rows  |
//
// Weights come in tiles of TILE_C output channels: [group][tile][ic][kd][kh][kw][TILE_C], zeros behind a group's last one.
//
// Zeros are not the same as skipped taps where a weight is infinite or NaN: they make the result NaN. So each result that
// is NaN is computed once more, tap by tap.
//
// @kernel convolution_padded
// @global ceil(out_h * pitch, VECTORS * LANES), groups * ceil(group_out, TILE_C), batch * out_d
// @local  1, 1, 1
// @tune   LANES=8,16 VECTORS=1,2,3 TILE_C=4,8,12,16
// @where  LANES * VECTORS * TILE_C >= 128 && LANES * VECTORS * TILE_C <= 512

// Tuning. Loops over a tile are unrolled, so that its sums stay in registers.
#ifndef LANES // results of a vector: 2, 4, 8 or 16
#define LANES 16
#endif
#ifndef VECTORS // vectors of neighbours
#define VECTORS 3
#endif
#ifndef TILE_C // output channels
#define TILE_C 8
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

#define TILE_P (VECTORS * LANES)
#define TAPS (KERNEL_D * KERNEL_H * KERNEL_W)

#include "common/types.clh"
#include "common/activation.clh"
#include "common/epilogue.clh"
#include "common/window.clh"

// Where tap (kh, kw) of result 0 lies in the planes of a depth.
#define TAP(kh, kw) \
    (((kh) * DILATION_H % STRIDE_H * phases_w + (kw) * DILATION_W % STRIDE_W) * plane \
        + (kh) * DILATION_H / STRIDE_H * pitch + (kw) * DILATION_W / STRIDE_W)

// The sum of result q alone, over the taps that lie in the input.
static float without_padding(
    const global STORAGE *channels, const global STORAGE *filters, int q, int d0, int kd0, int kd1, int h0, int w0,
    int group_in, int in_d, int in_h, int in_w, long depth_planes, int plane, int phases_w, int pitch) {
    const int kh0 = first_tap(h0, DILATION_H), kh1 = end_tap(h0, DILATION_H, KERNEL_H, in_h);
    const int kw0 = first_tap(w0, DILATION_W), kw1 = end_tap(w0, DILATION_W, KERNEL_W, in_w);
    float sum = 0.0f;
    for (int ic = 0; ic < group_in; ic++)
        for (int kd = kd0; kd < kd1; kd++) {
            const global STORAGE *from = channels + ((long)ic * in_d + d0 + kd * DILATION_D) * depth_planes + q;
            const global STORAGE *filter = filters + ((long)ic * KERNEL_D + kd) * (KERNEL_H * KERNEL_W * TILE_C);
            for (int kh = kh0; kh < kh1; kh++)
                for (int kw = kw0; kw < kw1; kw++)
                    sum = FUSED(LOAD(filter, (kh * KERNEL_W + kw) * TILE_C), LOAD(from, TAP(kh, kw)), sum);
        }
    return sum;
}

kernel void convolution_padded(
    const global STORAGE *x, const long x_offset, // the planes
    const global STORAGE *w, const long w_offset,
    global STORAGE *y, const long y_offset, const long y_batch,
    const int groups, const int group_in, const int group_out,
    const int in_d, const int in_h, const int in_w,
    const int out_d, const int out_h, const int out_w,
    const int phases_h, const int phases_w, const int rows, const int pitch,
    const int4 before, const int batch
    EPILOGUE_PARAMETERS) {
    const int tiles = (group_out - 1) / TILE_C + 1;
    const int group = get_global_id(1) / tiles;
    const int oc = get_global_id(1) % tiles * TILE_C; // within its group
    const int q = get_global_id(0) * TILE_P;
    const int od = get_global_id(2) % out_d;
    const long n = get_global_id(2) / out_d;

    const int plane = rows * pitch;
    const long depth_planes = (long)phases_h * phases_w * plane;
    const int d0 = od * STRIDE_D - before.x;
    const int kd0 = first_tap(d0, DILATION_D), kd1 = end_tap(d0, DILATION_D, KERNEL_D, in_d);
    const global STORAGE *channels = x + x_offset + (n * groups + group) * group_in * in_d * depth_planes;
    const global STORAGE *filters = w + w_offset + get_global_id(1) * ((long)group_in * TAPS * TILE_C);

    REAL sum[TILE_C][VECTORS];
    #pragma unroll
    for (int c = 0; c < TILE_C; c++)
        #pragma unroll
        for (int v = 0; v < VECTORS; v++)
            sum[c][v] = (REAL)(0.0f);

    for (int ic = 0; ic < group_in; ic++)
        for (int kd = kd0; kd < kd1; kd++) {
            const global STORAGE *from = channels + ((long)ic * in_d + d0 + kd * DILATION_D) * depth_planes + q;
            const global STORAGE *filter = filters + ((long)ic * KERNEL_D + kd) * (KERNEL_H * KERNEL_W * TILE_C);
            for (int kh = 0; kh < KERNEL_H; kh++) {
                #pragma unroll
                for (int kw = 0; kw < KERNEL_W; kw++) {
                    REAL value[VECTORS];
                    #pragma unroll
                    for (int v = 0; v < VECTORS; v++)
                        value[v] = LOAD_LANES(from, TAP(kh, kw) + v * LANES);
                    #pragma unroll
                    for (int c = 0; c < TILE_C; c++) {
                        const REAL factor = (REAL)(LOAD(filter, (kh * KERNEL_W + kw) * TILE_C + c));
                        #pragma unroll
                        for (int v = 0; v < VECTORS; v++)
                            sum[c][v] = FUSED(factor, value[v], sum[c][v]);
                    }
                }
            }
        }

    float results[TILE_C * TILE_P + LANES];
    REAL finite = (REAL)(0.0f);
    #pragma unroll
    for (int c = 0; c < TILE_C; c++)
        #pragma unroll
        for (int v = 0; v < VECTORS; v++) {
            TO_ARRAY(sum[c][v], results + c * TILE_P + v * LANES);
            finite = mad((REAL)(0.0f), sum[c][v], finite); // NaN if one of them is infinite or NaN
        }
    const int suspect = isnan(sum_of_lanes(finite));

    const int last = min(q + TILE_P, out_h * pitch);
    for (int c = 0; c < min(TILE_C, group_out - oc); c++) {
        const int channel = group * group_out + oc + c;
        const long out = ((long)channel * out_d + od) * out_h * out_w;
        int oh = q / pitch;
        for (int start = q, end; start < last; start = end) { // the part of a row that lies in the tile
            const int row = oh++ * pitch;
            end = min(row + pitch, last);
            const int stop = min(row + out_w, last);
            for (int p = start; p < stop; p += LANES) {
                if (p + LANES > stop && stop - LANES >= start) p = stop - LANES; // some of them once more
                const int count = min(LANES, stop - p);
                const int at = c * TILE_P + p - q;
                REAL result = FROM_ARRAY(results + at);
                if (suspect) {
                    for (int l = 0; l < count; l++)
                        if (isnan(results[at + l]))
                            results[at + l] = without_padding(channels, filters + c, p + l, d0, kd0, kd1,
                                    (oh - 1) * STRIDE_H - before.y, (p + l - row) * STRIDE_W - before.z,
                                    group_in, in_d, in_h, in_w, depth_planes, plane, phases_w, pitch);
                    result = FROM_ARRAY(results + at);
                }
                const long i = out + (oh - 1) * out_w + p - row;
                EPILOGUE(result, n, channel, i, count)
                store_lanes(y + y_offset + n * y_batch + i, count, result);
            }
        }
    }
}
