// Matrix product with broadcast batch axes and an epilogue (host: DirectMatMul).
//
//   y[batch,i,j] = epilogue( sum over k of a[batch,i,k] * b[batch,k,j] ),  channels of the epilogue run along j
//
// A work-item computes a tile of TILE_M rows and VECTORS * LANES columns in registers: each step along k loads VECTORS
// runs of one row of b and TILE_M single elements of a.
//
//              b:  k [ LANES ][ LANES ]
//          k                                   TILE_M * VECTORS accumulators of LANES floats
//   a:  i  .       [       ][       ]  y
//       .. .       [       ][       ]
//
// @kernel matmul_direct
// @global ceil(columns, VECTORS * LANES), ceil(rows, TILE_M), batches
// @local  LOCAL_N, LOCAL_M, 1
// @gpu    TILE_M=4 VECTORS=1 LANES=4 LOCAL_N=16 LOCAL_M=4
// @tune   LANES=1,2,4,8,16 VECTORS=1,2 TILE_M=1,4,8 LOCAL_N=1,8,16 LOCAL_M=1,4,8
// @where  cpu && LOCAL_N * LOCAL_M == 1 && LANES >= 8 || cpu == 0 && LOCAL_N * LOCAL_M >= 32 && LANES * VECTORS * TILE_M <= 64

// Tuning. Loops over a tile are unrolled, so that its sums stay in registers.
#ifndef TILE_M // rows
#define TILE_M 8
#endif
#ifndef VECTORS // runs of columns
#define VECTORS 2
#endif
#ifndef LANES // columns of a run: 1, 2, 4, 8 or 16
#define LANES 16
#endif
#ifndef LOCAL_N // work-group: tiles along a row
#define LOCAL_N 1
#endif
#ifndef LOCAL_M // work-group: tiles along a column
#define LOCAL_M 1
#endif

#define CHANNELS_ALONG_LANES
#include "common/types.clh"
#include "common/activation.clh"
#include "common/epilogue.clh"
#include "common/nest.clh"

kernel void matmul_direct(
    const global STORAGE *a, const long a_offset,
    const global STORAGE *b, const long b_offset,
    global STORAGE *y, const long y_offset,
    const int rows, const int columns, const int depth,
    const int8 loops, const long8 a_strides, const long8 b_strides // of the batch axes
    EPILOGUE_PARAMETERS) {
    const int j = get_global_id(0) * (VECTORS * LANES);
    const int i = get_global_id(1) * TILE_M;
    const long batch = get_global_id(2);
    if (j >= columns || i >= rows) return;

    // Rows behind the last one repeat it; their results are not stored.
    const global STORAGE *left[TILE_M];
    #pragma unroll
    for (int r = 0; r < TILE_M; r++)
        left[r] = a + a_offset + nest_offset(batch, loops, a_strides) + (long)min(i + r, rows - 1) * depth;
    const global STORAGE *right = b + b_offset + nest_offset(batch, loops, b_strides);
    const long right_end = (long)depth * columns;

    REAL sum[TILE_M][VECTORS];
    #pragma unroll
    for (int r = 0; r < TILE_M; r++)
        #pragma unroll
        for (int v = 0; v < VECTORS; v++)
            sum[r][v] = (REAL)(0.0f);

    for (int k = 0; k < depth; k++) {
        const long at = (long)k * columns + j;
        REAL value[VECTORS];
        if (at + VECTORS * LANES <= right_end) { // columns behind the last one hold anything and are not stored
            #pragma unroll
            for (int v = 0; v < VECTORS; v++)
                value[v] = LOAD_LANES(right, at + v * LANES);
        } else {
            #pragma unroll
            for (int v = 0; v < VECTORS; v++)
                value[v] = load_lanes(right + at + v * LANES, columns - j - v * LANES);
        }
        #pragma unroll
        for (int r = 0; r < TILE_M; r++) {
            const REAL factor = (REAL)(LOAD(left[r], k));
            #pragma unroll
            for (int v = 0; v < VECTORS; v++)
                sum[r][v] = mad(factor, value[v], sum[r][v]);
        }
    }

    #pragma unroll
    for (int r = 0; r < TILE_M; r++)
        #pragma unroll
        for (int v = 0; v < VECTORS; v++) {
            const int column = j + v * LANES;
            const int count = min(LANES, columns - column);
            if (i + r < rows && count > 0) {
                const long at = (batch * rows + i + r) * columns + column;
                REAL result = sum[r][v];
                EPILOGUE(result, 0, column, at, count)
                store_lanes(y + y_offset + at, count, result);
            }
        }
}
