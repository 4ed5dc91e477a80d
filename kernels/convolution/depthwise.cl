// Convolution in 1 to 3 dimensions in which every group has a single input channel: a filter for each output channel.
// (host: DepthwiseConvolution)
//
//   y[n,oc,od,oh,ow] = epilogue( sum over kd, kh, kw of w[oc,kd,kh,kw] * x[n,oc/group_out,id,ih,iw] )
//   with id = od*STRIDE_D + kd*DILATION_D - before.x, and so on; taps outside of x are skipped.
//
// A work-item computes TILE_W neighbours of TILE_H output rows of one channel. It walks the input rows that they meet, and
// adds each run that it loads to the sums of all its rows:
//
//           input rows   KERNEL_H = 3, TILE_H = 2
//               0   -->  row 0
//               1   -->  row 0, row 1
//               2   -->  row 0, row 1
//               3   -->  row 1
//
// Lanes whose tap lies in the padding leave it out; what they load are neighbours of the row. Where there is no memory to
// load from, at the ends of a sample, each result is computed alone.
//
// @kernel convolution_depthwise
// @global ceil(out_w, TILE_W), out_d * ceil(out_h, TILE_H), batch * groups * group_out
// @local  LOCAL_W, LOCAL_H, 1
// @gpu    TILE_W=1 TILE_H=1 LOCAL_W=32 LOCAL_H=4
// @tune   TILE_W=1,2,4,8,16 TILE_H=1,2,4,8 LOCAL_W=1,16,32 LOCAL_H=1,4,8
// @where  cpu && LOCAL_W * LOCAL_H == 1 && TILE_W >= 8 || cpu == 0 && LOCAL_W * LOCAL_H >= 64

// Tuning.
#ifndef TILE_W // pixels of an output row: 1, 2, 4, 8 or 16
#define TILE_W 16
#endif
#ifndef TILE_H // output rows
#define TILE_H 4
#endif
#ifndef LOCAL_W // work-group: tiles along a row
#define LOCAL_W 1
#endif
#ifndef LOCAL_H // work-group: tiles along a column
#define LOCAL_H 1
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

// Input rows that a tile meets, from the first to the last, and elements of such a row.
#define ROWS ((TILE_H - 1) * STRIDE_H + (KERNEL_H - 1) * DILATION_H + 1)
#define ROW (LANES * STRIDE_W + (KERNEL_W - 1) * DILATION_W)

#define LANES TILE_W
#include "common/types.clh"
#include "common/activation.clh"
#include "common/epilogue.clh"
#include "common/window.clh"
#include "common/row.clh"

// The sums over one depth of taps, of a tile whose first tap lies at 'from', row h0, place w0.
static void one_by_one(
    float *sums, const global STORAGE *from, const global STORAGE *filter, int h0, int w0, int in_h, int in_w) {
    for (int t = 0; t < TILE_H; t++)
        for (int lane = 0; lane < LANES; lane++) {
            float sum = 0.0f;
            for (int kh = 0; kh < KERNEL_H; kh++)
                for (int kw = 0; kw < KERNEL_W; kw++) {
                    const int row = t * STRIDE_H + kh * DILATION_H;
                    const int place = lane * STRIDE_W + kw * DILATION_W;
                    if (h0 + row >= 0 && h0 + row < in_h && w0 + place >= 0 && w0 + place < in_w)
                        sum = FUSED(LOAD(filter, kh * KERNEL_W + kw), LOAD(from, row * (long)in_w + place), sum);
                }
            sums[t * LANES + lane] = sum;
        }
}

kernel void convolution_depthwise(
    const global STORAGE *x, const long x_offset, const long x_batch,
    const global STORAGE *w, const long w_offset,
    global STORAGE *y, const long y_offset, const long y_batch,
    const int groups, const int group_out,
    const int in_d, const int in_h, const int in_w,
    const int out_d, const int out_h, const int out_w,
    const int4 before, const int batch
    EPILOGUE_PARAMETERS) {
    const int channels = groups * group_out;
    const int tiles = (out_h - 1) / TILE_H + 1;
    const int ow = get_global_id(0) * TILE_W;
    const int oh = get_global_id(1) % tiles * TILE_H;
    const int od = get_global_id(1) / tiles;
    const int oc = get_global_id(2) % channels;
    const long n = get_global_id(2) / channels;
    if (ow >= out_w || od >= out_d || n >= batch) return;

    const int d0 = od * STRIDE_D - before.x;
    const int h0 = oh * STRIDE_H - before.y;
    const int w0 = ow * STRIDE_W - before.z;
    const int kd0 = first_tap(d0, DILATION_D), kd1 = end_tap(d0, DILATION_D, KERNEL_D, in_d);
    const int r0 = max(0, -h0), r1 = min(ROWS, in_h - h0); // those rows that are in the input

    const long in_plane = (long)in_d * in_h * in_w;
    const global STORAGE *sample = x + x_offset + n * x_batch;
    const global STORAGE *weights = w + w_offset + (long)oc * (KERNEL_D * KERNEL_H * KERNEL_W);
    REAL sum[TILE_H];
    INTEGER inside[KERNEL_W];
    #pragma unroll
    for (int t = 0; t < TILE_H; t++)
        sum[t] = (REAL)(0.0f);
    #pragma unroll
    for (int kw = 0; kw < KERNEL_W; kw++)
        inside[kw] = lanes_inside(w0 + kw * DILATION_W, in_w, STRIDE_W);

    for (int kd = kd0; kd < kd1; kd++) {
        const global STORAGE *filter = weights + kd * (KERNEL_H * KERNEL_W);
        const long first = oc / group_out * in_plane + ((long)(d0 + kd * DILATION_D) * in_h + h0) * in_w + w0;
        if (first + r0 * (long)in_w < 0 || first + (r1 - 1) * (long)in_w + ROW > groups * in_plane) {
            float sums[TILE_H * LANES];
            one_by_one(sums, sample + first, filter, h0, w0, in_h, in_w);
            #pragma unroll
            for (int t = 0; t < TILE_H; t++)
                sum[t] += FROM_ARRAY(sums + t * LANES);
            continue;
        }
        #pragma unroll
        for (int r = 0; r < ROWS; r++) {
            if (r < r0 || r >= r1) continue;
            #pragma unroll
            for (int kw = 0; kw < KERNEL_W; kw++) {
                const REAL value = load_run(sample + first + r * (long)in_w + kw * DILATION_W, STRIDE_W);
                #pragma unroll
                for (int t = 0; t < TILE_H; t++) {
                    const int distance = r - t * STRIDE_H; // of the input row from the first one of output row t
                    const int kh = distance / DILATION_H;
                    if (distance >= 0 && distance % DILATION_H == 0 && kh < KERNEL_H) {
                        const REAL weight = (REAL)(LOAD(filter, kh * KERNEL_W + kw));
                        sum[t] = inside[kw] ? FUSED(weight, value, sum[t]) : sum[t];
                    }
                }
            }
        }
    }

    const int count = min(TILE_W, out_w - ow);
    #pragma unroll
    for (int t = 0; t < TILE_H; t++)
        if (oh + t < out_h) {
            const long i = (((long)oc * out_d + od) * out_h + oh + t) * out_w + ow;
            REAL result = sum[t];
            EPILOGUE(result, n, oc, i, count)
            store_lanes(y + y_offset + n * y_batch + i, count, result);
        }
}
