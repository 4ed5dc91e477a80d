package io.nacre.op;

import io.nacre.error.ShapeException;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts values back where a max pool found them, zeros elsewhere. Inputs: x (N, C, spatial…), and for each of its elements
 * (I32) its flat position within its (sample, channel) plane of the result. Of elements with one position the last in
 * row-major order stays.
 *
 * @param extents the result's spatial extents
 */
public record MaxUnpool(List<Integer> extents) implements IndexingOp {

    public MaxUnpool {
        extents = List.copyOf(extents);
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Operands.count(this, inputs, 2);
        TensorType x = inputs.get(0);
        TensorType indices = inputs.get(1);
        Operands.floats(this, x);
        Operands.spatial(this, x.shape(), Math.min(Math.max(extents.size(), 1), 3));
        if (indices.type().device() != DataType.I32 || !indices.shape().equals(x.shape())) {
            throw new ShapeException(
                    "MaxUnpool: indices are " + indices + ", expected integers of the input's shape " + x.shape());
        }
        List<Integer> result =
                new ArrayList<>(List.of(x.shape().extent(0), x.shape().extent(1)));
        result.addAll(extents);
        return List.of(new TensorType(x.type(), Shape.of(result)));
    }

    @Override
    public String fault(List<TensorType> inputs, long position, long index) {
        String volumes = extents.stream().map(Object::toString).collect(Collectors.joining("x"));
        return "Found an invalid max index: " + index + " (output volumes are of size " + volumes + ") at position "
                + position + " of indices " + inputs.get(1).shape();
    }

    @Override
    public boolean batchStrided(int input) {
        return true;
    }

    @Override
    public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
        return visitor.maxUnpool(this);
    }
}
