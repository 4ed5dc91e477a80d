package io.nacre.backend.cpu;

/** Arranges the operands of a product of matrices in panels: a panel of left-hand rows or of right-hand columns a tile. */
final class MatrixPacking implements Tiles {
    /** Steps along a row of the left-hand matrix, so that a panel's part stays in the first-level cache. */
    private static final int STEPS = 256;

    private final PanelProduct product;

    MatrixPacking(PanelProduct product) {
        this.product = product;
    }

    private int leftPanels() {
        return product.shapes().leftMatrices() * product.rowPanels();
    }

    private int rightPanels() {
        return product.packsRight() ? product.shapes().rightMatrices() * product.columnPanels() : 0;
    }

    @Override
    public int count() {
        return leftPanels() + rightPanels();
    }

    @Override
    public void run(int tile, Workspace workspace) {
        if (tile < leftPanels()) {
            packRows(tile / product.rowPanels(), tile % product.rowPanels());
        } else {
            int panel = tile - leftPanels();
            product.packColumns(panel / product.columnPanels(), panel % product.columnPanels());
        }
    }

    private void packRows(int matrix, int panel) {
        int rows = product.panelRows();
        int depth = product.shapes().depth();
        int first = panel * rows;
        float[] to = product.packed();
        float[] from = product.left().floats();
        int start = product.left().offset() + matrix * product.shapes().rows() * depth;
        int at = product.leftPanel(matrix, panel);
        for (int k = 0; k < depth; k += STEPS) {
            int end = Math.min(k + STEPS, depth);
            if (rows == 8 && first + 8 <= product.shapes().rows()) {
                eight(from, start + first * depth + k, depth, to, at + 8 * k, end - k);
                continue;
            }
            for (int r = 0; r < rows; r++) {
                if (first + r < product.shapes().rows()) {
                    scatter(from, start + (first + r) * depth, to, at + r, k, end, rows);
                } else {
                    clear(to, at + r, k, end, rows);
                }
            }
        }
    }

    /** Full panels of eight rows, the usual ones: a step of constant length needs no check of each index. */
    private static void eight(float[] from, int start, int pitch, float[] to, int at, int count) {
        for (int k = 0; k < count; k++) {
            int s = start + k;
            int t = at + 8 * k;
            to[t] = from[s];
            to[t + 1] = from[s + pitch];
            to[t + 2] = from[s + 2 * pitch];
            to[t + 3] = from[s + 3 * pitch];
            to[t + 4] = from[s + 4 * pitch];
            to[t + 5] = from[s + 5 * pitch];
            to[t + 6] = from[s + 6 * pitch];
            to[t + 7] = from[s + 7 * pitch];
        }
    }

    private static void scatter(float[] from, int start, float[] to, int at, int first, int end, int step) {
        for (int k = first; k < end; k++) {
            to[at + k * step] = from[start + k];
        }
    }

    private static void clear(float[] to, int at, int first, int end, int step) {
        for (int k = first; k < end; k++) {
            to[at + k * step] = 0;
        }
    }
}
