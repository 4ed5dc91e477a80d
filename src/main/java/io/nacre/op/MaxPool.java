package io.nacre.op;

import io.nacre.tensor.DataType;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The largest element of each window; padding never wins. With {@code indices}, the second result (I32) holds each
 * maximum's flat position within its (sample, channel) plane of the unpadded input.
 *
 * <p>A tap replaces the best one if {@code v > best || isNaN(v)}, in row-major order: ties go to the first, NaN wins,
 * the last NaN gives the index. A window whose taps are all -∞ answers -∞ and its first tap inside the input. One that
 * dilation leaves without a tap in the input answers -∞ and, as PyTorch does, the position that its first tap behind the
 * input's start would have, which may lie behind the input's end.
 */
public record MaxPool(Window window, boolean ceil, boolean indices) implements Op {

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Operands.count(this, inputs, 1);
        TensorType x = inputs.get(0);
        Operands.floats(this, x);
        TensorType y = new TensorType(
                x.type(),
                window.output(this, x.shape(), x.shape().rank() > 1 ? x.shape().extent(1) : 1, ceil));
        return indices ? List.of(y, new TensorType(DataType.I32, y.shape())) : List.of(y);
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
        return visitor.maxPool(this);
    }
}
