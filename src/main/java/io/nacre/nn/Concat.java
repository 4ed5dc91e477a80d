package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.tensor.Shape;
import java.util.List;

/**
 * Its inputs joined along an axis: {@code torch.cat((x1, x2, …), dim)}.
 *
 * @param dim the axis; negative ones count from the end
 * @param count how many inputs, at least 1
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.cat.html">PyTorch</a>
 */
public record Concat(int dim, int count) implements Join {
    public Concat {
        Checks.require(count >= 1, "Concat: takes at least 1 input, got " + count);
    }

    @Override
    public List<Value> lower(Scope scope, List<Value> inputs) {
        scope.expect(inputs);
        Shape first = inputs.get(0).type().shape();
        int axis = scope.axis(dim, first);
        for (int i = 1; i < inputs.size(); i++) {
            check(scope, axis, first, i, inputs.get(i).type().shape());
        }
        return scope.addAll(new io.nacre.op.Concat(axis), inputs.toArray(Value[]::new));
    }

    private static void check(Scope scope, int axis, Shape first, int number, Shape shape) {
        if (first.rank() == 0 || shape.rank() == 0) {
            throw scope.fault("zero-dimensional tensor (at position " + (shape.rank() == 0 ? number : 0)
                    + ") cannot be concatenated");
        }
        if (shape.rank() != first.rank()) {
            throw scope.fault(
                    "Tensors must have same number of dimensions: got " + first.rank() + " and " + shape.rank());
        }
        for (int i = 0; i < shape.rank(); i++) {
            if (i != axis && shape.extent(i) != first.extent(i)) {
                throw scope.fault("Sizes of tensors must match except in dimension " + axis + ". Expected size "
                        + first.extent(i) + " but got size " + shape.extent(i) + " for tensor number " + number
                        + " in the list.");
            }
        }
    }
}
