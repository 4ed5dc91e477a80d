package io.nacre.op;

import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sum of each window over a divisor: {@code divisor} if it is not 0; else, if padding counts, the window's size
 * clipped to the padded input; else its size clipped to the input. A window without a tap in the input answers 0.
 */
public record AveragePool(Window window, boolean ceil, boolean countPadding, int divisor) implements Op {

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Operands.count(this, inputs, 1);
        TensorType x = inputs.get(0);
        Operands.floats(this, x);
        return List.of(new TensorType(
                x.type(),
                window.output(this, x.shape(), x.shape().rank() > 1 ? x.shape().extent(1) : 1, ceil)));
    }

    @Override
    public long flops(List<TensorType> inputs) {
        return outputs(inputs).get(0).elements() * window.taps();
    }

    @Override
    public boolean batchStrided(int input) {
        return input == 0;
    }

    @Override
    public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
        return visitor.averagePool(this);
    }
}
