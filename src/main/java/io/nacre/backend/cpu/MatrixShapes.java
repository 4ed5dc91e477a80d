package io.nacre.backend.cpu;

import io.nacre.op.Broadcast;
import io.nacre.op.MatMul;
import io.nacre.tensor.Shape;

/**
 * Products of matrices (rows × depth) · (depth × columns), and which matrices each of them multiplies.
 *
 * @param leftMatrices how many left-hand matrices there are
 * @param lefts for each product its left-hand matrix
 * @param rightMatrices how many right-hand matrices there are
 * @param rights for each product its right-hand matrix
 */
record MatrixShapes(int rows, int depth, int columns, int leftMatrices, int[] lefts, int rightMatrices, int[] rights) {

    static MatrixShapes of(Shape left, Shape right, Shape result) {
        Shape batch = MatMul.batch(result);
        return new MatrixShapes(
                result.extent(-2),
                left.extent(-1),
                result.extent(-1),
                (int) MatMul.batch(left).elements(),
                matrices(MatMul.batch(left), batch),
                (int) MatMul.batch(right).elements(),
                matrices(MatMul.batch(right), batch));
    }

    private static int[] matrices(Shape operand, Shape batch) {
        long[] strides = Broadcast.strides(operand, batch);
        int[] matrices = new int[(int) batch.elements()];
        for (int i = 0; i < matrices.length; i++) {
            int turn = i;
            for (int axis = strides.length - 1; axis >= 0; axis--) {
                matrices[i] += (int) (turn % batch.extent(axis) * strides[axis]);
                turn /= batch.extent(axis);
            }
        }
        return matrices;
    }

    int products() {
        return lefts.length;
    }

    int leftMatrix(int product) {
        return lefts[product];
    }

    int rightMatrix(int product) {
        return rights[product];
    }
}
