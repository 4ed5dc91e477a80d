package io.nacre.op;

import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An element-wise function of one input. */
public record Unary(Activation activation) implements Op {

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Operands.count(this, inputs, 1);
        Operands.floats(this, inputs.get(0));
        return inputs;
    }

    @Override
    public boolean batchStrided(int input) {
        return input == 0;
    }

    @Override
    public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
        return visitor.unary(this);
    }
}
