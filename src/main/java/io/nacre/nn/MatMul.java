package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Epilogue;
import io.nacre.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * The matrix product of its inputs over their last two axes, broadcast over the others; an input of one axis is a row on
 * the left and a column on the right, and that axis is not in the result.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.matmul.html">PyTorch</a>
 */
public record MatMul() implements Join {

    @Override
    public int count() {
        return 2;
    }

    @Override
    public List<Value> lower(Scope scope, List<Value> inputs) {
        scope.expect(inputs);
        Shape a = inputs.get(0).type().shape();
        Shape b = inputs.get(1).type().shape();
        check(scope, a, b);
        Value left = a.rank() == 1 ? scope.reshape(inputs.get(0), 1, a.extent(0)) : inputs.get(0);
        Value right = b.rank() == 1 ? scope.reshape(inputs.get(1), b.extent(0), 1) : inputs.get(1);
        Value product = scope.add(new io.nacre.op.MatMul(Epilogue.NONE), left, right);
        return List.of(scope.reshape(product, without(product.type().shape(), a.rank() == 1, b.rank() == 1)));
    }

    private static void check(Scope scope, Shape a, Shape b) {
        if (a.rank() == 0 || b.rank() == 0) {
            throw scope.fault("both arguments to matmul need to be at least 1D, but they are " + a.rank() + "D and "
                    + b.rank() + "D");
        }
        int columns = a.extent(-1);
        int rows = b.extent(b.rank() == 1 ? 0 : -2);
        if (columns != rows && a.rank() == 1 && b.rank() == 1) {
            throw scope.fault("inconsistent tensor size, expected tensor [" + columns + "] and src [" + rows
                    + "] to have the same number of elements, but got " + columns + " and " + rows
                    + " elements respectively");
        }
        if (columns != rows) {
            throw scope.fault("mat1 and mat2 shapes cannot be multiplied (" + a.elements() / Math.max(columns, 1) + "x"
                    + columns + " and " + rows + "x" + (b.rank() == 1 ? 1 : b.extent(-1)) + ")");
        }
    }

    private static int[] without(Shape product, boolean row, boolean column) {
        int[] extents = product.toArray();
        int batch = extents.length - 2;
        int[] kept = Arrays.copyOf(extents, extents.length - (row ? 1 : 0) - (column ? 1 : 0));
        if (row && !column) {
            kept[batch] = extents[batch + 1];
        }
        return kept;
    }
}
