package io.nacre.backend.cpu;

import io.nacre.backend.cpu.scalar.ProductLoops;
import java.util.Arrays;

/**
 * Many products of matrices (rows × depth) · (depth × columns), cut into tiles of some rows and columns. A tile copies a
 * block of both factors at a time into its workspace, where they can be multiplied in vector loops, and adds up. What the
 * factors are, how columns are parted, and what becomes of a finished row of results is the subclass's matter.
 */
abstract class RowProduct implements Tiles {
    private final int products;
    private final int rows;
    private final int depth;
    private final int columnTiles;
    private final int rowTiles;

    RowProduct(int products, int rows, int depth, int columnTiles) {
        this.products = products;
        this.rows = rows;
        this.depth = depth;
        this.columnTiles = columnTiles;
        this.rowTiles = Tiles.cover(rows, Workspace.ROWS);
    }

    /** The columns of a tile, at most {@link Workspace#WIDTH}. */
    abstract int width(int columnTile);

    /** Copies {@code factors[i] = left[row][k + i]} for {@code length} elements. */
    abstract void copyFactors(int product, int row, int k, int length, float[] factors);

    /** Copies {@code operands[i][j] = right[k + i][first column of the tile + j]} for {@code length} rows. */
    abstract void copyOperands(int product, int columnTile, int k, int length, Workspace workspace);

    /** Takes the finished piece of a row; may use it as scratch. */
    abstract void store(int product, int row, int columnTile, float[] result);

    @Override
    public final int count() {
        return Math.multiplyExact(products, Math.multiplyExact(rowTiles, columnTiles));
    }

    @Override
    public final void run(int tile, Workspace workspace) {
        int columnTile = tile % columnTiles;
        int row = tile / columnTiles % rowTiles * Workspace.ROWS;
        int product = tile / columnTiles / rowTiles;
        run(product, row, Math.min(Workspace.ROWS, rows - row), columnTile, workspace);
    }

    private void run(int product, int firstRow, int height, int columnTile, Workspace workspace) {
        for (int r = 0; r < height; r++) {
            Arrays.fill(workspace.results[r], 0);
        }
        int width = width(columnTile);
        for (int k = 0; k < depth; k += Workspace.DEPTH) {
            int length = Math.min(Workspace.DEPTH, depth - k);
            for (int r = 0; r < height; r++) {
                copyFactors(product, firstRow + r, k, length, workspace.factors[r]);
            }
            copyOperands(product, columnTile, k, length, workspace);
            ProductLoops.accumulate(workspace.results, workspace.factors, workspace.operands, height, length, width);
        }
        for (int r = 0; r < height; r++) {
            store(product, firstRow + r, columnTile, workspace.results[r]);
        }
    }
}
