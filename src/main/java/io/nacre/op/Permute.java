package io.nacre.op;

import io.nacre.error.ShapeException;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reorders the axes: axis {@code i} of the result is axis {@code order[i]} of the input.
 *
 * @param order each axis from 0 once
 */
public record Permute(List<Integer> order) implements Op {

    public Permute {
        order = List.copyOf(order);
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Operands.count(this, inputs, 1);
        Shape x = inputs.get(0).shape();
        if (!order.stream()
                .sorted()
                .toList()
                .equals(IntStream.range(0, x.rank()).boxed().toList())) {
            throw new ShapeException("Permute: order " + order + " does not name each axis of " + x + " once");
        }
        return List.of(new TensorType(
                inputs.get(0).type(), Shape.of(order.stream().map(x::extent).toList())));
    }

    @Override
    public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
        return visitor.permute(this);
    }
}
