// Matrices in panels of neighbouring columns, for matmul/panels.cl (host: PanelMatMul).
//
//   y[matrix][panel][k][column of the panel] = x[matrix][k][column], 0 for the columns that the last panel lacks
//
// A work-item copies ROWS rows of a panel.
//
// @kernel matmul_pack_panels
// @global ceil(depth, ROWS), ceil(columns, panel), matrices
// @local  1, 1, 1

// Tuning.
#ifndef LANES // columns copied at once: 1, 2, 4, 8 or 16
#define LANES 16
#endif
#ifndef ROWS // rows of a work-item
#define ROWS 64
#endif

#include "common/types.clh"

kernel void matmul_pack_panels(
    const global STORAGE *x, const long x_offset,
    global STORAGE *y, const long y_offset,
    const int depth, const int columns, const int panel) {
    const int first = get_global_id(0) * ROWS;
    const int column = get_global_id(1) * panel;
    const int count = min(panel, columns - column);
    const long panels = (columns - 1) / panel + 1;
    const global STORAGE *from = x + x_offset + get_global_id(2) * (long)depth * columns + column;
    global STORAGE *to = y + y_offset + (get_global_id(2) * panels + get_global_id(1)) * (long)depth * panel;
    for (long k = first; k < min(first + ROWS, depth); k++) {
        int j = 0;
        for (; j + LANES <= count; j += LANES)
            STORE_LANES(to, k * panel + j, LOAD_LANES(from, k * columns + j));
        for (; j < count; j++)
            STORE(to, k * panel + j, LOAD(from, k * columns + j));
        for (; j < panel; j++)
            STORE(to, k * panel + j, 0.0f);
    }
}
