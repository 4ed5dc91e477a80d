package io.nacre.op;

import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code exp(x - max) / Σ exp(x - max)} along one axis, or its logarithm. A row of -∞ or with +∞ becomes NaN.
 *
 * @param axis from 0
 */
public record Softmax(int axis, boolean log) implements Op {

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Operands.count(this, inputs, 1);
        Operands.floats(this, inputs.get(0));
        inputs.get(0).shape().axis(axis, "Softmax");
        return inputs;
    }

    @Override
    public long flops(List<TensorType> inputs) {
        return 4 * inputs.get(0).elements();
    }

    @Override
    public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
        return visitor.softmax(this);
    }
}
