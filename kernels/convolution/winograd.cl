// Convolution by windows of 3x3 without strides and dilation, in groups and with an epilogue, by Winograd's minimal filtering
// F(4x4, 3x3): 36 products for 16 results, where the definition takes 144 (host: WinogradConvolution). Lavin and Gray,
// "Fast Algorithms for Convolutional Neural Networks", 2015.
//
//   y[n,oc,d,4i..4i+3,4j..4j+3] = epilogue( A^T ( sum over ic of U[oc,ic] . V[ic,tile(i,j)] ) A ),  U = G w G^T, V = B^T x B
//
// convolution/winograd_input.cl has made V, in blocks of LANES tiles; constant weights come as [group][panel][k][ic][TILE_C],
// zeros behind a group's last channel, and behind all of them as they are. A work-item computes TILE_C channels of one
// block: 36 products of matrices one after the other, whose sums it keeps, then takes back.
//
//             lanes: tiles of the block
//          oc    +----------------+      for each k of the 36: each input channel costs a load of LANES elements of V and
//          oc+1  +----------------+      TILE_C neighbouring weights
//          ...   |   TILE_C rows  |
//
// A transform mixes all elements of a tile. A result that is not finite is therefore computed once more by the definition:
// that is also what becomes of tiles and filters with elements that are not finite or very large, which come as NaN.
//
// @kernel convolution_winograd
// @global blocks, groups * ceil(group_out, TILE_C), batch * out_d
// @local  1, 1, 1
// @tune   TILE_C=4,8,16

// Tuning.
#ifndef TILE_C // output channels
#define TILE_C 16
#endif

#define LANES 16 // tiles of a block

#include "common/types.clh"
#include "common/activation.clh"
#include "common/epilogue.clh"

#define TILE 4   // results of a tile along an axis
#define INPUTS 6 // inputs of a tile along an axis
#define PRODUCTS (INPUTS * INPUTS)
#define ROW (TILE * LANES) // results of a block that lie in one row

// One axis of the way back, for the points 0, +-0.75, +-1.5 and infinity: TO[i * STEP], i < TILE, of FROM(j).
#define TAKE_BACK(TO, FROM) \
    { \
        const REAL near_sum = FROM(1) + FROM(2), near_difference = FROM(1) - FROM(2); \
        const REAL far_sum = FROM(3) + FROM(4), far_difference = FROM(3) - FROM(4); \
        (TO)[0] = FROM(0) + near_sum + far_sum; \
        (TO)[1] = 0.75f * near_difference + 1.5f * far_difference; \
        (TO)[2] = 0.5625f * near_sum + 2.25f * far_sum; \
        (TO)[3] = 0.421875f * near_difference + 3.375f * far_difference + FROM(5); \
    }

static inline float16 zip(float8 even, float8 odd) {
    float16 both;
    both.even = even;
    both.odd = odd;
    return both;
}

// The result whose window begins at (h0, w0), by the definition.
static float by_definition(
    const global STORAGE *channels, const global STORAGE *filter, int h0, int w0, int group_in, long plane, int in_h, int in_w) {
    float sum = 0.0f;
    for (int ic = 0; ic < group_in; ic++)
        for (int kh = max(0, -h0); kh < min(3, in_h - h0); kh++)
            for (int kw = max(0, -w0); kw < min(3, in_w - w0); kw++)
                sum = FUSED(
                    LOAD(filter, ic * 9L + kh * 3 + kw), LOAD(channels, ic * plane + (h0 + kh) * (long)in_w + w0 + kw), sum);
    return sum;
}

kernel void convolution_winograd(
    const global STORAGE *x, const long x_offset, const long x_batch,
    const global STORAGE *v, const long v_offset,
    const global STORAGE *w, const long w_offset, const long w_plain, // where the weights as they are begin
    global STORAGE *y, const long y_offset, const long y_batch,
    const int groups, const int group_in, const int group_out,
    const int in_d, const int in_h, const int in_w,
    const int out_h, const int out_w, const int blocks,
    const int4 before, const int batch
    EPILOGUE_PARAMETERS) {
    const int panels = (group_out - 1) / TILE_C + 1;
    const int block = get_global_id(0);
    const int group = get_global_id(1) / panels;
    const int oc = get_global_id(1) % panels * TILE_C; // within its group
    const int d = get_global_id(2) % in_d;
    const long n = get_global_id(2) / in_d;

    REAL sums[PRODUCTS][TILE_C];
    const global STORAGE *from = v + v_offset
        + ((get_global_id(2) * groups + group) * blocks + block) * ((long)PRODUCTS * group_in * LANES);
    const global STORAGE *factors = w + w_offset + get_global_id(1) * ((long)PRODUCTS * group_in * TILE_C);
    for (int k = 0; k < PRODUCTS; k++) {
        REAL sum[TILE_C];
        #pragma unroll
        for (int c = 0; c < TILE_C; c++)
            sum[c] = (REAL)(0.0f);
        for (int ic = 0; ic < group_in; ic++, from += LANES, factors += TILE_C) {
            const REAL value = LOAD_LANES(from, 0);
            #pragma unroll
            for (int c = 0; c < TILE_C; c++)
                sum[c] = FUSED((REAL)(LOAD(factors, c)), value, sum[c]);
        }
        #pragma unroll
        for (int c = 0; c < TILE_C; c++)
            sums[k][c] = sum[c];
    }

    const int tiles_w = (out_w - 1) / TILE + 1;
    const int first = block * LANES;
    const int end = min(first + LANES, ((out_h - 1) / TILE + 1) * tiles_w);
    const long in_plane = (long)in_d * in_h * in_w;
    const global STORAGE *channels = x + x_offset + n * x_batch + group * group_in * in_plane + (long)d * in_h * in_w;
    for (int c = 0; c < min(TILE_C, group_out - oc); c++) {
        REAL lines[INPUTS][TILE]; // [column of the tile][row of results]
        #pragma unroll
        for (int j = 0; j < INPUTS; j++) {
#define OF_COLUMN(i) sums[(i) * INPUTS + j][c]
            TAKE_BACK(lines[j], OF_COLUMN)
        }
        float results[TILE * ROW + LANES]; // [row][tile][column]
        REAL finite = (REAL)(0.0f);
        #pragma unroll
        for (int i = 0; i < TILE; i++) {
            REAL r[TILE];
#define OF_LINE(j) lines[j][i]
            TAKE_BACK(r, OF_LINE)
            finite = mad((REAL)(0.0f), r[0] + r[1] + r[2] + r[3], finite); // NaN if one of them is infinite or NaN
            const float16 even_low = zip(r[0].lo, r[2].lo), even_high = zip(r[0].hi, r[2].hi);
            const float16 odd_low = zip(r[1].lo, r[3].lo), odd_high = zip(r[1].hi, r[3].hi);
            float *row = results + i * ROW;
            vstore16(zip(even_low.lo, odd_low.lo), 0, row);
            vstore16(zip(even_low.hi, odd_low.hi), 1, row);
            vstore16(zip(even_high.lo, odd_high.lo), 2, row);
            vstore16(zip(even_high.hi, odd_high.hi), 3, row);
        }
        const int suspect = isnan(sum_of_lanes(finite));

        const int channel = group * group_out + oc + c;
        const global STORAGE *filter = w + w_offset + w_plain + (long)channel * group_in * 9;
        const long out = ((long)channel * in_d + d) * out_h * out_w;
        for (int tile = first, next; tile < end; tile = next) { // those that lie in one row of tiles
            const int ty = tile / tiles_w, tx = tile % tiles_w;
            next = min(end, tile - tx + tiles_w);
            const int length = min((next - tile) * TILE, out_w - tx * TILE);
            for (int i = 0; i < min(TILE, out_h - ty * TILE); i++) {
                float *row = results + i * ROW + (tile - first) * TILE;
                const int oh = ty * TILE + i;
                if (suspect)
                    for (int p = 0; p < length; p++)
                        if (!isfinite(row[p]))
                            row[p] = by_definition(channels, filter, oh - before.y, tx * TILE + p - before.z, group_in,
                                    in_plane, in_h, in_w);
                for (int p = 0; p < length; p += LANES) {
                    const int count = min(LANES, length - p);
                    const long at = out + oh * (long)out_w + tx * TILE + p;
                    REAL result = FROM_ARRAY(row + p);
                    EPILOGUE(result, n, channel, at, count)
                    store_lanes(y + y_offset + n * y_batch + at, count, result);
                }
            }
        }
    }
}
