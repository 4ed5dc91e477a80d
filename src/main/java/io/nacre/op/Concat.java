package io.nacre.op;

import io.nacre.error.ShapeException;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins one or more inputs along an axis.
 *
 * @param axis from 0
 */
public record Concat(int axis) implements Op {

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        if (inputs.isEmpty()) {
            throw new ShapeException("Concat: no inputs, at least one is needed");
        }
        TensorType first = inputs.get(0);
        first.shape().axis(axis, "Concat");
        long joined = 0;
        for (int i = 0; i < inputs.size(); i++) {
            Shape shape = inputs.get(i).shape();
            boolean fits = shape.rank() == first.shape().rank()
                    && inputs.get(i).type() == first.type()
                    && shape.with(axis, first.shape().extent(axis)).equals(first.shape());
            if (!fits) {
                throw new ShapeException("Concat: Sizes of tensors must match except in dimension " + axis
                        + ": input 0 is " + first + ", input " + i + " is " + inputs.get(i));
            }
            joined += shape.extent(axis);
        }
        return List.of(new TensorType(first.type(), first.shape().with(axis, Math.toIntExact(joined))));
    }

    @Override
    public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
        return visitor.concat(this);
    }
}
