package io.nacre.backend.cpu;

import io.nacre.op.Broadcast;
import io.nacre.op.MatMul;
import io.nacre.tensor.Shape;

/** The product of matrices, or of batches of them that are broadcast against each other. */
final class MatrixProduct extends RowProduct {
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
                operands.inputShape(0).extent(-1),
                operands.outputShape().extent(-1));
        rows = operands.outputShape().extent(-2);
        depth = operands.inputShape(0).extent(-1);
        columns = operands.outputShape().extent(-1);
        left = operands.input(0);
        right = operands.input(1);
        leftStarts = starts(operands, 0);
        rightStarts = starts(operands, 1);
        epilogue = RowEpilogue.alongRows(op, operands);
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
    void copyFactors(int product, int row, int k, int length, float[] factors) {
        System.arraycopy(left.floats(), leftStarts[product] + row * depth + k, factors, 0, length);
    }

    @Override
    void copyOperand(int product, int k, int column, int length, float[] operand) {
        System.arraycopy(right.floats(), rightStarts[product] + k * columns + column, operand, 0, length);
    }

    @Override
    void store(int product, int row, int column, int length, float[] result) {
        epilogue.store(result, length, column, 0, (product * rows + row) * columns + column);
    }
}
