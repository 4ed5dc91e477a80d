package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.Finish;
import io.nacre.backend.cpu.micro.ProductKernel;
import io.nacre.op.MatMul;
import org.jspecify.annotations.Nullable;

/**
 * The product of matrices, or of batches of them that are broadcast against each other, from panels of both. A tile is
 * some panels of rows times some panels of columns; sums are made in blocks of the depth, so that a block of a panel stays
 * in the caches while it is used.
 */
final class PanelProduct implements Tiles {
    /** Rows of a product up to which columns are read where they lie: arranging them would cost more than it gains. */
    static final int FEW_ROWS = 16;
    /** Steps of one sum of products. */
    private static final int BLOCK = 512;
    /** Rows of a tile. */
    private static final int TILE_ROWS = 128;
    /** Multiply-adds of a tile that is worth giving to another thread. */
    private static final int GRAIN = 1_000_000;
    /** Tiles that keep any number of threads busy. */
    private static final long MANY = 32;

    private final ProductKernel kernel;
    private final MatrixShapes shapes;
    private final MatrixPanels layout;
    private final boolean packed;
    private final CpuView left;
    private final CpuView right;
    private final float[] scratch;
    private final int scratchStart;
    private final float[] result;
    private final int resultStart;
    private final int[] offsets;
    private final Pieces rowPieces;
    private final Pieces columnPieces;
    private final Finish plain;
    private final @Nullable Finish simple;
    private final int block;
    private final RowEpilogue epilogue;

    /**
     * @param packed whether the right-hand matrices are constants in panels already
     */
    PanelProduct(MatMul op, Operands operands, ProductKernel kernel, MatrixShapes shapes, boolean packed) {
        this.kernel = kernel;
        this.shapes = shapes;
        this.packed = packed;
        layout = new MatrixPanels(kernel.columns());
        left = operands.input(0);
        right = operands.input(1);
        scratch = operands.scratch().floats();
        scratchStart = operands.scratch().offset();
        result = operands.output().floats();
        resultStart = operands.output().offset();
        offsets = new int[shapes.depth()];
        int step = inPanels() ? kernel.columns() : shapes.columns();
        for (int k = 0; k < offsets.length; k++) {
            offsets[k] = k * step;
        }
        long work = (long) shapes.products() * shapes.rows() * shapes.columns() * shapes.depth();
        int grain = shapes.rows() < kernel.rows() ? GRAIN / 4 : GRAIN; // few rows wait for memory
        long wanted = Math.min(Math.max(work / grain, 1), MANY);
        rowPieces = Pieces.ofAtMost(rowPanels(), TILE_ROWS / kernel.rows());
        long tiles = Math.min((long) shapes.products() * rowPieces.count(), wanted);
        columnPieces = Pieces.ofAtMost(columnPanels(), Tiles.cover(columnPanels(), Tiles.cover(wanted, (int) tiles)));
        plain = new Finish(new float[shapes.columns()], 0, false, 0, 0);
        simple = ProductFinish.simple(op, operands, shapes.columns());
        block = shapes.rows() <= kernel.rows() ? shapes.depth() : BLOCK;
        epilogue = RowEpilogue.alongRows(op, operands);
    }

    /** Elements of scratch memory: the left-hand matrices in panels, then the right-hand ones unless they lie well. */
    static long scratch(MatrixShapes shapes, ProductKernel kernel, boolean packed) {
        long panels = (long) Tiles.cover(shapes.rows(), kernel.rows()) * kernel.rows() * shapes.depth();
        long leftElements = shapes.leftMatrices() * panels;
        return packed || shapes.rows() <= FEW_ROWS
                ? leftElements
                : leftElements
                        + (long) shapes.rightMatrices()
                                * new MatrixPanels(kernel.columns()).matrix(shapes.depth(), shapes.columns());
    }

    boolean packsRight() {
        return !packed && shapes.rows() > FEW_ROWS;
    }

    private boolean inPanels() {
        return packed || packsRight();
    }

    int panelRows() {
        return kernel.rows();
    }

    int rowPanels() {
        return Tiles.cover(shapes.rows(), kernel.rows());
    }

    int columnPanels() {
        return Tiles.cover(shapes.columns(), kernel.columns());
    }

    MatrixShapes shapes() {
        return shapes;
    }

    CpuView left() {
        return left;
    }

    /** Where panels are packed. */
    float[] packed() {
        return scratch;
    }

    /** Where a panel of rows begins. */
    int leftPanel(int matrix, int panel) {
        return scratchStart + (matrix * rowPanels() + panel) * kernel.rows() * shapes.depth();
    }

    private int rightStart(int matrix) {
        if (!inPanels()) {
            return right.offset() + matrix * shapes.depth() * shapes.columns();
        }
        int first = packed ? right.offset() : leftPanel(shapes.leftMatrices(), 0);
        return first + matrix * layout.matrix(shapes.depth(), shapes.columns());
    }

    /** Where the columns of a panel begin, in their first row. */
    private int rightPanel(int matrix, int panel) {
        return rightStart(matrix) + panel * kernel.columns() * (inPanels() ? shapes.depth() : 1);
    }

    void packColumns(int matrix, int panel) {
        int start = right.offset() + matrix * shapes.depth() * shapes.columns();
        layout.packPanel(
                right.floats(), start, shapes.depth(), shapes.columns(), panel, scratch, rightPanel(matrix, panel));
    }

    @Override
    public int count() {
        return Math.multiplyExact(shapes.products(), Math.multiplyExact(rowPieces.count(), columnPieces.count()));
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int rowPiece = tile % rowPieces.count();
        int columnPiece = tile / rowPieces.count() % columnPieces.count();
        int product = tile / rowPieces.count() / columnPieces.count();
        int firstColumn = columnPieces.start(columnPiece);
        int firstRow = rowPieces.start(rowPiece);
        for (int k = 0; k < shapes.depth(); k += block) {
            for (int i = 0; i < columnPieces.length(columnPiece); i++) {
                for (int j = 0; j < rowPieces.length(rowPiece); j++) {
                    block(product, firstRow + j, firstColumn + i, k, workspace);
                }
            }
        }
    }

    /** Adds one block of the depth to the results of one panel of rows and one of columns. */
    private void block(int product, int rowPanel, int columnPanel, int k, Workspace workspace) {
        int columns = Math.min(kernel.columns(), shapes.columns() - columnPanel * kernel.columns());
        int depth = Math.min(block, shapes.depth() - k);
        int step = inPanels() ? kernel.columns() : shapes.columns();
        int first = rowPanel * kernel.rows();
        int rows = Math.min(kernel.rows(), shapes.rows() - first);
        kernel.multiply(
                scratch,
                leftPanel(shapes.leftMatrix(product), rowPanel) + k * kernel.rows(),
                inPanels() && !packed ? scratch : right.floats(),
                rightPanel(shapes.rightMatrix(product), columnPanel) + k * step,
                offsets,
                depth,
                workspace.sums,
                0,
                kernel.columns(),
                rows,
                columns);
        int position = (product * shapes.rows() + first) * shapes.columns() + columnPanel * kernel.columns();
        store(workspace, position, rows, columns, columnPanel * kernel.columns(), k == 0, k + depth == shapes.depth());
    }

    /** Takes the sums of a block to their place: adds up, and finishes what is complete. */
    private void store(
            Workspace workspace, int position, int rows, int columns, int column, boolean first, boolean last) {
        float[] sums = workspace.sums;
        for (int r = 0; r < rows && !first; r++) {
            kernel.add(result, resultStart + position + r * shapes.columns(), sums, r * kernel.columns(), columns);
        }
        Finish step = last && simple != null ? simple : plain;
        int start = resultStart + position;
        kernel.finishColumns(sums, 0, kernel.columns(), result, start, shapes.columns(), rows, columns, step, column);
        for (int r = 0; r < rows && last && simple == null; r++) {
            finish(workspace, column, position + r * shapes.columns(), columns);
        }
    }

    private void finish(Workspace workspace, int channel, int position, int columns) {
        float[] row = workspace.row();
        System.arraycopy(result, resultStart + position, row, 0, columns);
        epilogue.store(row, columns, channel, 0, position);
    }
}
