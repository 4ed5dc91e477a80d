package io.nacre.backend.opencl;

import io.nacre.backend.Packing;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.FloatBuffer;

/**
 * Matrices in panels of neighbouring columns: {@code [matrix][panel][row][column of the panel]}, with zeros for the columns
 * that the last panel lacks.
 *
 * @param width columns of a panel
 */
record MatrixPanels(int width) implements Packing {

    /** Elements of one matrix. */
    static long matrix(Shape shape, int width) {
        return Math.multiplyExact((shape.extent(-1) + (long) width - 1) / width * width, shape.extent(-2));
    }

    /** How many matrices there are. */
    static long matrices(Shape shape) {
        return shape.elements(0, shape.rank() - 2);
    }

    @Override
    public long elements(TensorType weights) {
        return Math.multiplyExact(matrices(weights.shape()), matrix(weights.shape(), width));
    }

    @Override
    public void pack(Tensor weights, FloatBuffer target) {
        Shape shape = weights.shape();
        int depth = shape.extent(-2);
        int columns = shape.extent(-1);
        FloatBuffer source = weights.floats();
        for (int matrix = 0; matrix < matrices(shape); matrix++) {
            for (int column = 0; column < columns; column += width) {
                int count = Math.min(width, columns - column);
                int panel = Math.toIntExact(matrix * matrix(shape, width)) + column * depth;
                for (int k = 0; k < depth; k++) {
                    target.put(panel + k * width, source, (matrix * depth + k) * columns + column, count);
                }
            }
        }
    }
}
