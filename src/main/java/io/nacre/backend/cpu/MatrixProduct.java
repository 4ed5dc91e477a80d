package io.nacre.backend.cpu;

import io.nacre.op.Broadcast;
import io.nacre.op.MatMul;
import io.nacre.tensor.Shape;

/** The product of matrices, or of batches of them that are broadcast against each other. */
final class MatrixProduct extends RowProduct {
    private final Pieces pieces;
    private final int rows;
    private final int depth;
    private final int columns;
    private final CpuView left;
    private final CpuView right;
    /** Where the factors of each product begin. */
    private final int[] leftStarts;

    private final int[] rightStarts;
    private final RowEpilogue epilogue;

    MatrixProduct(MatMul op, Operands operands) {
        super(
                (int) MatMul.batch(operands.outputShape()).elements(),
                operands.outputShape().extent(-2),
                1,
                pieces(operands).count());
        pieces = pieces(operands);
        rows = operands.outputShape().extent(-2);
        depth = operands.inputShape(0).extent(-1);
        columns = operands.outputShape().extent(-1);
        left = operands.input(0);
        right = operands.input(1);
        leftStarts = starts(operands, 0);
        rightStarts = starts(operands, 1);
        epilogue = RowEpilogue.alongRows(op, operands);
    }

    private static Pieces pieces(Operands operands) {
        return Pieces.ofAtMost(operands.outputShape().extent(-1), Workspace.WIDTH);
    }

    private static int[] starts(Operands operands, int input) {
        Shape batch = MatMul.batch(operands.outputShape());
        Shape shape = operands.inputShape(input);
        long[] strides = Broadcast.strides(MatMul.batch(shape), batch);
        int matrix = shape.extent(-2) * shape.extent(-1);
        int[] starts = new int[(int) batch.elements()];
        for (int i = 0; i < starts.length; i++) {
            int turn = i;
            for (int axis = strides.length - 1; axis >= 0; axis--) {
                starts[i] += (int) (turn % batch.extent(axis) * strides[axis]) * matrix;
                turn /= batch.extent(axis);
            }
            starts[i] += operands.input(input).offset();
        }
        return starts;
    }

    @Override
    int depth(int columnTile) {
        return depth;
    }

    @Override
    int width(int columnTile) {
        return pieces.length(columnTile);
    }

    @Override
    void copyFactors(int product, int row, int columnTile, int k, int length, float[] factors) {
        System.arraycopy(left.floats(), leftStarts[product] + row * depth + k, factors, 0, length);
    }

    @Override
    void copyOperands(int product, int columnTile, int k, int length, Workspace workspace) {
        int start = rightStarts[product] + k * columns + pieces.start(columnTile);
        for (int i = 0; i < length; i++) {
            System.arraycopy(right.floats(), start + i * columns, workspace.operands[i], 0, pieces.length(columnTile));
        }
    }

    @Override
    void store(int product, int firstRow, int height, int columnTile, Workspace workspace) {
        int column = pieces.start(columnTile);
        int position = (product * rows + firstRow) * columns + column;
        for (int r = 0; r < height; r++) {
            epilogue.store(workspace.results[r], pieces.length(columnTile), column, 0, position + r * columns);
        }
    }
}
