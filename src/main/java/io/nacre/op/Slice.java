package io.nacre.op;

import io.nacre.error.ShapeException;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes {@code extents[i]} elements along each axis, from {@code starts[i]} on, every {@code steps[i]}-th; steps may be
 * negative.
 */
public record Slice(List<Integer> starts, List<Integer> steps, List<Integer> extents) implements Op {

    public Slice {
        starts = List.copyOf(starts);
        steps = List.copyOf(steps);
        extents = List.copyOf(extents);
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Operands.count(this, inputs, 1);
        Shape x = inputs.get(0).shape();
        if (starts.size() != x.rank() || steps.size() != x.rank() || extents.size() != x.rank()) {
            throw new ShapeException("Slice: starts " + starts + ", steps " + steps + ", extents " + extents
                    + " for input " + x + " of rank " + x.rank());
        }
        for (int axis = 0; axis < x.rank(); axis++) {
            long last = starts.get(axis) + (extents.get(axis) - 1L) * steps.get(axis);
            boolean inside =
                    starts.get(axis) >= 0 && starts.get(axis) < x.extent(axis) && last >= 0 && last < x.extent(axis);
            if (extents.get(axis) > 0 && !inside) {
                throw new ShapeException("Slice: elements " + starts.get(axis) + " to " + last + " of axis " + axis
                        + " are not all within input " + x);
            }
        }
        return List.of(new TensorType(inputs.get(0).type(), Shape.of(extents)));
    }

    @Override
    public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
        return visitor.slice(this);
    }
}
