package io.nacre.backend.cpu;

import io.nacre.backend.Packing;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Right-hand matrices of products in panels of some columns: a panel's part of one row, then its part of the next. The
 * last panel is filled up with zeros.
 *
 * @param columns of a panel
 */
record MatrixPanels(int columns) implements Packing {

    /** Elements of a matrix in panels. */
    int matrix(int rows, int width) {
        return Math.toIntExact((long) Tiles.cover(width, columns) * columns * rows);
    }

    @Override
    public long elements(TensorType matrices) {
        Shape shape = matrices.shape();
        long count = shape.elements(0, shape.rank() - 2);
        return count * matrix(shape.extent(-2), shape.extent(-1));
    }

    @Override
    public void pack(Tensor matrices, FloatBuffer target) {
        Shape shape = matrices.shape();
        int rows = shape.extent(-2);
        int width = shape.extent(-1);
        float[] plain = matrices.toFloats();
        float[] panel = new float[rows * columns];
        for (int matrix = 0; matrix < shape.elements(0, shape.rank() - 2); matrix++) {
            for (int i = 0; i < Tiles.cover(width, columns); i++) {
                packPanel(plain, matrix * rows * width, rows, width, i, panel, 0);
                target.put(panel);
            }
        }
    }

    /** Packs one panel of one matrix. */
    void packPanel(float[] plain, int start, int rows, int width, int panel, float[] packed, int at) {
        int first = panel * columns;
        int count = Math.min(columns, width - first);
        for (int row = 0; row < rows; row++) {
            int to = at + row * columns;
            System.arraycopy(plain, start + row * width + first, packed, to, count);
            Arrays.fill(packed, to + count, to + columns, 0);
        }
    }
}
