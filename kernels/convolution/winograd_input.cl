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

// 'length' elements of a row, from 'column' on, zeros outside of it; some more may be written.
static inline void fill(float *to, int length, const global STORAGE *row, int column, int in_w) {
    for (int j = 0; j < length; j += LANES) {
        const int from = column + j;
        if (from >= 0) {
            TO_ARRAY(load_lanes(row + from, clamp(in_w - from, 0, LANES)), to + j);
        } else {
            for (int lane = 0; lane < LANES; lane++)
                to[j + lane] = from + lane >= 0 && from + lane < in_w ? LOAD(row, from + lane) : 0.0f;
        }
    }
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

// Every fourth of the 64 elements of four vectors, from number 'first' on.
static inline float16 every_fourth(const float16 *a, int first) {
    switch (first) {
        case 0: return (float16)(a[0].s048c, a[1].s048c, a[2].s048c, a[3].s048c);
        case 1: return (float16)(a[0].s159d, a[1].s159d, a[2].s159d, a[3].s159d);
        case 2: return (float16)(a[0].s26ae, a[1].s26ae, a[2].s26ae, a[3].s26ae);
        default: return (float16)(a[0].s37bf, a[1].s37bf, a[2].s37bf, a[3].s37bf);
    }
}

kernel void convolution_winograd_input(
    const global STORAGE *x, const long x_offset, const long x_batch,
    global STORAGE *y, const long y_offset,
    const int batch, const int groups, const int group_in, const int in_d, const int in_h, const int in_w,
    const int out_h, const int out_w, const int blocks,
    const int4 before) {
    const int block = get_global_id(0);
    const int channel = get_global_id(1);
    const int d = get_global_id(2) % in_d;
    const long n = get_global_id(2) / in_d;

    const int tiles_w = (out_w - 1) / TILE + 1;
    const int first = block * LANES;
    const int end = min(first + LANES, ((out_h - 1) / TILE + 1) * tiles_w);
    const global STORAGE *plane = x + x_offset + n * x_batch + ((long)channel * in_d + d) * in_h * in_w;

    REAL tiles[INPUTS][INPUTS]; // [row][column]
    INTEGER usual = (INTEGER)(-1); // whether all elements are small enough
    #pragma unroll
    for (int r = 0; r < INPUTS; r++) {
        float near[ROOM], far[ROOM];
        for (int j = 0; j < ROOM; j += LANES) { // rows of zeros, and lanes without a tile
            TO_ARRAY((REAL)(0.0f), near + j);
            TO_ARRAY((REAL)(0.0f), far + j);
        }
        for (int tile = first, next; tile < end; tile = next) { // those that lie in one row of tiles
            const int ty = tile / tiles_w, tx = tile % tiles_w;
            next = min(end, tile - tx + tiles_w);
            const int row = ty * TILE + r - before.y;
            if (row < 0 || row >= in_h) {
                fill(near + (tile - first) * TILE, (next - tile) * TILE, plane, in_w, in_w); // zeros
                fill(far + (tile - first) * TILE, (next - tile) * TILE, plane, in_w, in_w);
                continue;
            }
            const global STORAGE *from = plane + (long)row * in_w;
            fill(near + (tile - first) * TILE, (next - tile) * TILE, from, tx * TILE - before.z, in_w);
            fill(far + (tile - first) * TILE, (next - tile) * TILE, from, (tx + 1) * TILE - before.z, in_w);
        }
        float16 vectors[4];
        #pragma unroll
        for (int v = 0; v < 4; v++)
            vectors[v] = FROM_ARRAY(near + v * LANES);
        #pragma unroll
        for (int j = 0; j < TILE; j++)
            tiles[r][j] = every_fourth(vectors, j);
        #pragma unroll
        for (int v = 0; v < 4; v++)
            vectors[v] = FROM_ARRAY(far + v * LANES);
        #pragma unroll
        for (int j = TILE; j < INPUTS; j++)
            tiles[r][j] = every_fourth(vectors, j - TILE);
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
    const long depth = (n * in_d + d) * groups + channel / group_in;
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
