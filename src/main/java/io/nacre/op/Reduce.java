package io.nacre.op;

import io.nacre.error.ShapeException;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Combines the elements along some axes, or finds where along one axis the extreme element stands (I32). Over nothing, SUM is 0, PROD 1, MEAN NaN, MAX -∞, MIN +∞.
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
        PROD,
        /** Where the largest element stands, the first of equal ones; NaN is the largest. */
        ARG_MAX,
        /** Where the largest element stands, the last of equal ones; NaN is the largest. */
        ARG_MAX_LAST,
        /** Where the smallest element stands, the first of equal ones; NaN is the smallest. */
        ARG_MIN,
        /** Where the smallest element stands, the last of equal ones; NaN is the smallest. */
        ARG_MIN_LAST;

        /** Whether the result is a position. */
        public boolean locates() {
            return ordinal() >= ARG_MAX.ordinal();
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
        if (function.locates() && (axes.size() != 1 || x.shape().extent(axes.get(0)) == 0)) {
            throw new ShapeException(
                    "Reduce: " + function + " along axes " + axes + " of " + x + ", expected one axis with elements");
        }
        return List.of(new TensorType(function.locates() ? DataType.I32 : x.type(), Shape.of(extents)));
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
