package io.nacre.backend.cpu;

import io.nacre.backend.cpu.scalar.ProductLoops;
import java.util.Arrays;

/**
 * Many products of matrices (rows × depth) · (depth × columns), cut into tiles of some rows and columns. A tile copies a
 * block of both factors at a time into its workspace, where they can be multiplied in vector loops, and adds up; what the
 * factors are, and what becomes of a finished row of results, is the subclass's matter.
 */
abstract class RowProduct implements Tiles {
    private final int products;
    private final int rows;
    private final int depth;
    private final int columns;
    private final int rowTiles;
    private final int columnTiles;
    private final int tileColumns;

    RowProduct(int products, int rows, int depth, int columns) {
        this.products = products;
        this.rows = rows;
        this.depth = depth;
        this.columns = columns;
        this.rowTiles = Tiles.cover(rows, Workspace.ROWS);
        this.columnTiles = Tiles.cover(columns, Workspace.WIDTH);
        this.tileColumns = Tiles.cover(columns, Math.max(columnTiles, 1));
    }

    /** Copies {@code factors[i] = left[row][k + i]} for {@code length} elements. */
    abstract void copyFactors(int product, int row, int k, int length, float[] factors);

    /** Copies {@code operand[j] = right[k][column + j]} for {@code length} elements. */
    abstract void copyOperand(int product, int k, int column, int length, float[] operand);

    /** Takes a finished piece of a row. */
    abstract void store(int product, int row, int column, int length, float[] result);

    @Override
    public final int count() {
        return Math.multiplyExact(products, Math.multiplyExact(rowTiles, columnTiles));
    }

    @Override
    public final void run(int tile, Workspace workspace) {
        int columnTile = tile % columnTiles;
        int rowTile = tile / columnTiles % rowTiles;
        int product = tile / columnTiles / rowTiles;
        int row = rowTile * Workspace.ROWS;
        int column = columnTile * tileColumns;
        run(
                product,
                row,
                Math.min(Workspace.ROWS, rows - row),
                column,
                Math.min(tileColumns, columns - column),
                workspace);
    }

    private void run(int product, int firstRow, int height, int firstColumn, int width, Workspace workspace) {
        for (int r = 0; r < height; r++) {
            Arrays.fill(workspace.results[r], 0);
        }
        for (int k = 0; k < depth; k += Workspace.DEPTH) {
            int length = Math.min(Workspace.DEPTH, depth - k);
            for (int r = 0; r < height; r++) {
                copyFactors(product, firstRow + r, k, length, workspace.factors[r]);
            }
            for (int i = 0; i < length; i++) {
                copyOperand(product, k + i, firstColumn, width, workspace.operands[i]);
            }
            ProductLoops.accumulate(workspace.results, workspace.factors, workspace.operands, height, length, width);
        }
        for (int r = 0; r < height; r++) {
            store(product, firstRow + r, firstColumn, width, workspace.results[r]);
        }
    }
}
