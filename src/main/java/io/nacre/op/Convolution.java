package io.nacre.op;

import io.nacre.error.ShapeException;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cross-correlation in 1 to 3 dimensions. Inputs: x (N, C, spatial…), weight (O, C/groups, kernel…), epilogue operands.
 *
 * <p>{@code y[n,o,p] = epilogue(Σ w[o,c,k] · x[n,g·C/groups + c, p·stride + k·dilation - before])} with group
 * {@code g = o / (O/groups)}; taps in the padding are skipped, so zero padding times an infinite weight is zero.
 */
public record Convolution(Window window, int groups, Epilogue epilogue) implements EpilogueOp {

    public Convolution {
        if (groups < 1) {
            throw new ShapeException("Convolution: groups must be a positive integer, but got " + groups);
        }
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        if (inputs.size() < 2) {
            Operands.count(this, inputs, 2 + epilogue.operands());
        }
        inputs.forEach(input -> Operands.floats(this, input));
        Shape x = inputs.get(0).shape();
        Shape w = inputs.get(1).shape();
        Operands.spatial(this, x, window.axes().size());
        checkWeight(x, w);
        TensorType output = new TensorType(inputs.get(0).type(), window.output(this, x, w.extent(0), false));
        epilogue.check(this, output, inputs);
        return List.of(output);
    }

    private void checkWeight(Shape x, Shape w) {
        if (w.rank() != x.rank()) {
            throw new ShapeException("Convolution: weight " + w + " has rank " + w.rank() + ", input " + x
                    + " expects a weight of rank " + x.rank());
        }
        if (w.extent(0) % groups != 0) {
            throw new ShapeException("Convolution: weight " + w + " has " + w.extent(0)
                    + " output channels, not divisible by " + groups + " groups");
        }
        if ((long) w.extent(1) * groups != x.extent(1)) {
            throw new ShapeException("Convolution: input has " + x.extent(1) + " channels, weight " + w + " in "
                    + groups + (groups == 1 ? " group" : " groups") + " expects " + (long) w.extent(1) * groups
                    + " (input " + x + ")");
        }
        Shape kernel = window.kernel();
        for (int i = 0; i < kernel.rank(); i++) {
            if (w.extent(i + 2) != kernel.extent(i)) {
                throw new ShapeException(
                        "Convolution: weight " + w + " does not hold a kernel of " + kernel + " (input " + x + ")");
            }
        }
    }

    @Override
    public Convolution withEpilogue(Epilogue replacement) {
        return new Convolution(window, groups, replacement);
    }

    @Override
    public int channelAxis(int rank) {
        return 1;
    }

    @Override
    public long flops(List<TensorType> inputs) {
        return 2 * outputs(inputs).get(0).elements() * inputs.get(1).shape().extent(1) * window.taps();
    }

    @Override
    public boolean batchStrided(int input) {
        return input == 0 || epilogue.isAdd(input - ownInputs());
    }

    @Override
    public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
        return visitor.convolution(this);
    }
}
