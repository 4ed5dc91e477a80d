// Matrix product with broadcast batch axes and an epilogue, whose right operand lies in panels of neighbouring columns:
// constants as the host arranges them, others as matmul/pack_panels.cl does (host: PanelMatMul).
//
//   y[batch,i,j] = epilogue( sum over k of a[batch,i,k] * b[batch,k,j] ),  channels of the epilogue run along j
//
// A matrix b is [panel][k][VECTORS * LANES], with zeros for the columns that the last panel lacks: whatever the number
// of columns, a panel's elements follow each other in memory. A work-item computes TILE_M rows and one panel of columns
// in registers: each step along k loads VECTORS runs of b and TILE_M single elements of a.
//
//              b:  k [ LANES ][ LANES ]
//          k                                   TILE_M * VECTORS accumulators of LANES floats
//   a:  i  .       [       ][       ]  y
//       .. .       [       ][       ]
//
// Neighbouring work-items share a panel: it stays in the cache while the rows of a pass by.
//
// @kernel matmul_panels
// @global ceil(rows, TILE_M), ceil(columns, VECTORS * LANES), batches
// @local  1, 1, 1
// @tune   LANES=8,16 VECTORS=1,2,3 TILE_M=1,4,8,12
// @where  LANES * VECTORS * TILE_M <= 512 && (TILE_M == 1 || LANES * VECTORS * TILE_M >= 128)

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

#define PANEL (VECTORS * LANES)

#define CHANNELS_ALONG_LANES
#include "common/types.clh"
#include "common/activation.clh"
#include "common/epilogue.clh"
#include "common/nest.clh"

kernel void matmul_panels(
    const global STORAGE *a, const long a_offset,
    const global STORAGE *b, const long b_offset,
    global STORAGE *y, const long y_offset,
    const int rows, const int columns, const int depth,
    const int8 loops, const long8 a_strides, const long8 b_strides // of the batch axes
    EPILOGUE_PARAMETERS) {
    const int i = get_global_id(0) * TILE_M;
    const int j = get_global_id(1) * PANEL;
    const long batch = get_global_id(2);

    // Rows behind the last one repeat it; their results are not stored.
    const global STORAGE *left[TILE_M];
    #pragma unroll
    for (int r = 0; r < TILE_M; r++)
        left[r] = a + a_offset + nest_offset(batch, loops, a_strides) + (long)min(i + r, rows - 1) * depth;
    const global STORAGE *right = b + b_offset + nest_offset(batch, loops, b_strides) + (long)j * depth;

    REAL sum[TILE_M][VECTORS];
    #pragma unroll
    for (int r = 0; r < TILE_M; r++)
        #pragma unroll
        for (int v = 0; v < VECTORS; v++)
            sum[r][v] = (REAL)(0.0f);

    for (int k = 0; k < depth; k++) {
        REAL value[VECTORS];
        #pragma unroll
        for (int v = 0; v < VECTORS; v++)
            value[v] = LOAD_LANES(right, k * (long)PANEL + v * LANES);
        #pragma unroll
        for (int r = 0; r < TILE_M; r++) {
            const REAL factor = (REAL)(LOAD(left[r], k));
            #pragma unroll
            for (int v = 0; v < VECTORS; v++)
                sum[r][v] = FUSED(factor, value[v], sum[r][v]);
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
