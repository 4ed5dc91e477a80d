package io.nacre.op;

import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Combines the elements along some axes. Over nothing, SUM is 0, PROD 1, MEAN NaN, MAX -∞, MIN +∞.
 *
 * @param axes from 0, ascending, each once
 * @param keep whether reduced axes stay with extent 1
 */
public record Reduce(Function function, List<Integer> axes, boolean keep) implements Op {

    /** How elements combine; MAX and MIN answer NaN if any element is NaN. */
    public enum Function {
        SUM,
        MEAN,
        MAX,
        MIN,
        PROD;

        /** Whether the result is one of the elements. */
        public boolean selects() {
            return this == MAX || this == MIN;
        }
    }

    public Reduce {
        axes = axes.stream().sorted().distinct().toList();
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Operands.count(this, inputs, 1);
        TensorType x = inputs.get(0);
        axes.forEach(axis -> x.shape().axis(axis, "Reduce"));
        List<Integer> extents = new ArrayList<>();
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            if (!axes.contains(axis)) {
                extents.add(x.shape().extent(axis));
            } else if (keep) {
                extents.add(1);
            }
        }
        return List.of(new TensorType(x.type(), Shape.of(extents)));
    }

    @Override
    public long flops(List<TensorType> inputs) {
        return inputs.get(0).elements();
    }

    @Override
    public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
        return visitor.reduce(this);
    }
}
