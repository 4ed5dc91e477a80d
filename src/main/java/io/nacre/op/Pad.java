package io.nacre.op;

import io.nacre.error.ShapeException;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds elements before and after along every axis; negative numbers crop.
 *
 * @param before one number an axis
 * @param after one number an axis
 * @param value what {@link Mode#CONSTANT} adds
 */
public record Pad(List<Integer> before, List<Integer> after, Mode mode, float value) implements Op {

    /** Where an element outside the input comes from, at position {@code i} of {@code n}. */
    public enum Mode {
        /** The constant. */
        CONSTANT,
        /** {@code |i|}, then {@code 2(n-1)-i}: mirrored without repeating the edge. */
        REFLECT,
        /** The nearest edge. */
        REPLICATE,
        /** {@code i mod n}. */
        CIRCULAR
    }

    public Pad {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Operands.count(this, inputs, 1);
        Shape x = inputs.get(0).shape();
        if (before.size() != x.rank() || after.size() != x.rank()) {
            throw new ShapeException("Pad: " + before.size() + " and " + after.size() + " numbers for input " + x
                    + " of rank " + x.rank());
        }
        int[] extents = x.toArray();
        for (int axis = 0; axis < extents.length; axis++) {
            check(x, axis);
            extents[axis] = Math.toIntExact((long) extents[axis] + before.get(axis) + after.get(axis));
        }
        return List.of(new TensorType(inputs.get(0).type(), Shape.of(extents)));
    }

    private void check(Shape x, int axis) {
        int extent = x.extent(axis);
        int most = Math.max(before.get(axis), after.get(axis));
        int limit = switch (mode) {
            case CONSTANT -> Integer.MAX_VALUE;
            case REFLECT -> extent - 1;
            case REPLICATE -> extent == 0 ? 0 : Integer.MAX_VALUE;
            case CIRCULAR -> extent;
        };
        if (most > Math.max(limit, 0) || (long) extent + before.get(axis) + after.get(axis) < 0) {
            throw new ShapeException("Pad: padding " + before.get(axis) + " and " + after.get(axis) + " of axis " + axis
                    + " does not fit input " + x + " in mode " + mode);
        }
    }

    @Override
    public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
        return visitor.pad(this);
    }
}
