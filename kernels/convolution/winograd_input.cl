// The input of a convolution by windows of 3x3, transformed for convolution/winograd.cl (host: WinogradConvolution).
//
// A tile is 6x6 neighbours of the padded input, from which 4x4 results follow; tiles lie 4 apart and are numbered in
// row-major order. LANES neighbouring tiles are a block. Of each block it makes 36 planes:
//
//   y[n,d,group,block][k][ic][lane] = (B^T t B)[k],  t: the tile of channel ic
//
//   tile 0  [ 0 1 2 3 4 5 ]          columns 4 and 5 of a tile are 0 and 1 of the next one, unless that lies in the next row:
//   tile 1          [ 4 5 6 7 8 9 ]  so each row is laid out twice, from column 0 and from column 4 on
//
// B^T belongs to the points 0, +-0.75, +-1.5 and infinity of io.nacre.backend.WinogradForm. A tile with elements that are not
// finite, or too large to stay so, becomes NaN: its results are then computed by the definition.
//
// A work-item transforms one channel of a block.
//
// @kernel convolution_winograd_input
// @global blocks, groups * group_in, batch * in_d
// @local  1, 1, 1

#define LANES 16 // tiles of a block

#include "common/types.clh"

#define TILE 4   // results along an axis
#define INPUTS 6 // elements along an axis
#define ROOM (TILE * LANES + 2 * LANES) // of a row of a block; what is copied may go beyond the row's end
#define LARGEST 1e15f

// 'length' elements of a row, from 'column' on, zeros outside of it; some more zeros may be written.
static inline void fill(float *to, int length, const global STORAGE *row, int column, int in_w) {
    for (int j = 0; j < length; j += LANES)
        TO_ARRAY((REAL)(0.0f), to + j);
    const int begin = max(column, 0);
    const int count = min(column + length, in_w) - begin;
    if (count <= 0) return;
    row += begin;
    to += begin - column;
    int i = 0;
    for (; i + LANES <= count; i += LANES)
        TO_ARRAY(LOAD_LANES(row, i), to + i);
    if (count & 8) vstore8(LOAD_RUN(8, row, i), 0, to + i), i += 8;
    if (count & 4) vstore4(LOAD_RUN(4, row, i), 0, to + i), i += 4;
    if (count & 2) vstore2(LOAD_RUN(2, row, i), 0, to + i), i += 2;
    if (count & 1) to[i] = LOAD(row, i);
}

// One axis of the transform: TO[i * STEP], i < INPUTS, of FROM(j).
#define TRANSFORM(TO, STEP, FROM) \
    { \
        const REAL t0 = FROM(0), t1 = FROM(1), t2 = FROM(2), t3 = FROM(3), t4 = FROM(4), t5 = FROM(5); \
        const REAL near_even = t4 - 2.25f * t2, near_odd = 0.75f * t3 - 1.6875f * t1;  /* points +-0.75 */ \
        const REAL far_even = t4 - 0.5625f * t2, far_odd = 1.5f * t3 - 0.84375f * t1; /* points +-1.5 */ \
        (TO)[0] = 1.265625f * t0 - 2.8125f * t2 + t4; \
        (TO)[STEP] = near_even + near_odd; \
        (TO)[2 * STEP] = near_even - near_odd; \
        (TO)[3 * STEP] = far_even + far_odd; \
        (TO)[4 * STEP] = far_even - far_odd; \
        (TO)[5 * STEP] = 1.265625f * t1 - 2.8125f * t3 + t5; \
    }

kernel void convolution_winograd_input(
    const global STORAGE *x, const long x_offset, const long x_batch,
    global STORAGE *y, const long y_offset,
    const int batch, const int groups, const int group_in, const int in_d, const int in_h, const int in_w,
    const int out_h, const int out_w, const int blocks,
    const int4 before) {
    const int block = get_global_id(0);
    const int channel = get_global_id(1);
    const int slice = get_global_id(2) % in_d;
    const long n = get_global_id(2) / in_d;

    const int tiles_w = (out_w - 1) / TILE + 1;
    const int first = block * LANES;
    const int end = min(first + LANES, ((out_h - 1) / TILE + 1) * tiles_w);
    const global STORAGE *plane = x + x_offset + n * x_batch + ((long)channel * in_d + slice) * in_h * in_w;

    // All rows are laid out before any is read: a load waits long for stores of other widths that it overlaps.
    float near[INPUTS][ROOM], far[INPUTS][ROOM];
    if (end - first < LANES)
        for (int r = 0; r < INPUTS; r++)
            for (int j = 0; j < ROOM; j += LANES) { // lanes without a tile
                TO_ARRAY((REAL)(0.0f), near[r] + j);
                TO_ARRAY((REAL)(0.0f), far[r] + j);
            }
    for (int tile = first, next; tile < end; tile = next) { // those that lie in one row of tiles
        const int ty = tile / tiles_w, tx = tile % tiles_w;
        next = min(end, tile - tx + tiles_w);
        const int at = (tile - first) * TILE, length = (next - tile) * TILE;
        for (int r = 0; r < INPUTS; r++) {
            const int row = ty * TILE + r - before.y;
            const int width = row < 0 || row >= in_h ? 0 : in_w;
            const global STORAGE *from = plane + (width == 0 ? 0 : (long)row * in_w);
            fill(near[r] + at, length, from, tx * TILE - before.z, width);
            fill(far[r] + at, length, from, (tx + 1) * TILE - before.z, width);
        }
    }

    REAL tiles[INPUTS][INPUTS]; // [row][column]
    INTEGER usual = (INTEGER)(-1); // whether all elements are small enough
    #pragma unroll
    for (int r = 0; r < INPUTS; r++) {
        const float16 a = FROM_ARRAY(near[r]), b = FROM_ARRAY(near[r] + LANES);
        const float16 c = FROM_ARRAY(near[r] + 2 * LANES), d = FROM_ARRAY(near[r] + 3 * LANES);
        const float16 even_low = (float16)(a.even, b.even), even_high = (float16)(c.even, d.even);
        const float16 odd_low = (float16)(a.odd, b.odd), odd_high = (float16)(c.odd, d.odd);
        tiles[r][0] = (float16)(even_low.even, even_high.even); // every fourth
        tiles[r][1] = (float16)(odd_low.even, odd_high.even);
        tiles[r][2] = (float16)(even_low.odd, even_high.odd);
        tiles[r][3] = (float16)(odd_low.odd, odd_high.odd);
        const float16 e = FROM_ARRAY(far[r]), f = FROM_ARRAY(far[r] + LANES);
        const float16 g = FROM_ARRAY(far[r] + 2 * LANES), h = FROM_ARRAY(far[r] + 3 * LANES);
        tiles[r][4] = (float16)((float16)(e.even, f.even).even, (float16)(g.even, h.even).even);
        tiles[r][5] = (float16)((float16)(e.odd, f.odd).even, (float16)(g.odd, h.odd).even);
        #pragma unroll
        for (int j = 0; j < INPUTS; j++)
            usual = usual && fabs(tiles[r][j]) < (REAL)(LARGEST);
    }

    REAL columns[INPUTS][INPUTS]; // [column][row], transformed along the columns of the tiles
    #pragma unroll
    for (int j = 0; j < INPUTS; j++) {
#define OF_COLUMN(i) tiles[i][j]
        TRANSFORM(columns[j], 1, OF_COLUMN)
    }
    const long depth = (n * in_d + slice) * groups + channel / group_in;
    global STORAGE *to = y + y_offset
        + ((depth * blocks + block) * (INPUTS * INPUTS) * group_in + channel % group_in) * LANES;
    #pragma unroll
    for (int i = 0; i < INPUTS; i++) {
        REAL line[INPUTS];
#define OF_LINE(j) columns[j][i]
        TRANSFORM(line, 1, OF_LINE)
        #pragma unroll
        for (int j = 0; j < INPUTS; j++)
            STORE_LANES(to, (long)(i * INPUTS + j) * group_in * LANES, usual ? line[j] : (REAL)(NAN));
    }
}
