package io.nacre.op;

import io.nacre.error.ShapeException;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes elements along an axis by their positions. Inputs: x, and indices (integers, any shape); negative ones count
 * from the end. The indices' axes stand in the result where the axis stood.
 *
 * @param axis from 0
 */
public record Gather(int axis) implements IndexingOp {

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Operands.count(this, inputs, 2);
        Shape x = inputs.get(0).shape();
        TensorType indices = inputs.get(1);
        x.axis(axis, "Gather");
        if (indices.type().device() != DataType.I32) {
            throw new ShapeException("Gather: indices are " + indices + ", expected integers");
        }
        if (x.extent(axis) == 0 && indices.elements() > 0) {
            throw new ShapeException("Gather: axis " + axis + " of " + x + " has no elements to take");
        }
        IntStream before = IntStream.of(x.toArray()).limit(axis);
        IntStream behind = IntStream.of(x.toArray()).skip(axis + 1L);
        int[] extents = IntStream.concat(
                        IntStream.concat(before, IntStream.of(indices.shape().toArray())), behind)
                .toArray();
        return List.of(new TensorType(inputs.get(0).type(), Shape.of(extents)));
    }

    @Override
    public String fault(List<TensorType> inputs, long position, long index) {
        int extent = inputs.get(0).shape().extent(axis);
        return "index " + index + " is out of bounds for dimension " + axis + " with size " + extent + " (input "
                + inputs.get(0).shape() + ") at position " + position + " of indices "
                + inputs.get(1).shape();
    }

    @Override
    public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
        return visitor.gather(this);
    }
}
