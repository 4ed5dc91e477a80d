package io.nacre.backend.cpu;

import io.nacre.backend.cpu.scalar.ProductLoops;
import java.util.Arrays;

/**
 * Many products of matrices (rows × depth) · (depth × columns), cut into tiles of some rows and columns. A tile copies a
 * block of both factors at a time into its workspace, where they can be multiplied in vector loops, and adds up. What the
 * factors are, how columns are parted, and what becomes of a finished row of results is the subclass's matter.
 */
abstract class RowProduct implements Tiles {
    /** Rows up to this length are computed element by element. */
    private static final int NARROW = 8;

    private final int products;
    private final int rows;
    private final int tileRows;
    private final int rowTiles;
    private final int columnTiles;

    /**
     * @param rows of one product
     * @param multiple that the rows of a tile are a multiple of, so that what belongs together stays together
     * @param columnTiles how many tiles the columns of one product make
     */
    RowProduct(int products, int rows, int multiple, int columnTiles) {
        this.products = products;
        this.rows = rows;
        this.tileRows = Workspace.ROWS / multiple * multiple;
        this.rowTiles = Tiles.cover(rows, tileRows);
        this.columnTiles = columnTiles;
    }

    /** What results are sums of, for the columns of a tile. */
    abstract int depth(int columnTile);

    /** The columns of a tile, at most {@link Workspace#WIDTH}. */
    abstract int width(int columnTile);

    /** Copies {@code factors[i] = left[row][k + i]} for {@code length} elements. */
    abstract void copyFactors(int product, int row, int columnTile, int k, int length, float[] factors);

    /** Copies {@code operands[i][j] = right[k + i][first column of the tile + j]} for {@code length} rows. */
    abstract void copyOperands(int product, int columnTile, int k, int length, Workspace workspace);

    /** Takes the finished rows of a tile out of the workspace, all of which it may use. */
    abstract void store(int product, int firstRow, int height, int columnTile, Workspace workspace);

    @Override
    public final int count() {
        return Math.multiplyExact(products, Math.multiplyExact(rowTiles, columnTiles));
    }

    @Override
    public final void run(int tile, Workspace workspace) {
        int columnTile = tile % columnTiles;
        int row = tile / columnTiles % rowTiles * tileRows;
        int product = tile / columnTiles / rowTiles;
        run(product, row, Math.min(tileRows, rows - row), columnTile, workspace);
    }

    private void run(int product, int firstRow, int height, int columnTile, Workspace workspace) {
        for (int r = 0; r < height; r++) {
            Arrays.fill(workspace.results[r], 0);
        }
        int width = width(columnTile);
        int depth = depth(columnTile);
        for (int k = 0; k < depth; k += Workspace.DEPTH) {
            int length = Math.min(Workspace.DEPTH, depth - k);
            for (int r = 0; r < height; r++) {
                copyFactors(product, firstRow + r, columnTile, k, length, workspace.factors[r]);
            }
            copyOperands(product, columnTile, k, length, workspace);
            accumulate(height, length, width, workspace);
        }
        store(product, firstRow, height, columnTile, workspace);
    }

    private static void accumulate(int height, int depth, int width, Workspace workspace) {
        if (width <= NARROW) {
            ProductLoops.accumulateNarrow(
                    workspace.results, workspace.factors, workspace.operands, height, depth, width, workspace.lines[0]);
        } else {
            ProductLoops.accumulate(
                    workspace.results, workspace.factors, workspace.operands, height, depth, width, workspace.lines);
        }
    }
}
