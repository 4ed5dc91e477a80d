package io.nacre.op;

import io.nacre.error.ShapeException;
import io.nacre.tensor.DataType;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Floats as 32-bit integers, rounded towards zero, or the other way round. A float beyond the integers becomes the
 * nearest one, NaN becomes 0.
 *
 * @param to F32 or I32
 */
public record Cast(DataType to) implements Op {

    public Cast {
        if (!to.onDevice()) {
            throw new ShapeException("Cast: to " + to + ", expected F32 or I32");
        }
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Operands.count(this, inputs, 1);
        return List.of(new TensorType(to, inputs.get(0).shape()));
    }

    @Override
    public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
        return visitor.cast(this);
    }
}
