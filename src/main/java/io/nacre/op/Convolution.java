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
 *
 * <p>With a {@code block} above 1 and a window of two axes, channels lie in blocks: the result is (N, O/block, H, W, block),
 * rounded up, its last block filled up with what the epilogue makes of zero; x is (N, C/block, H, W, block), filled up with
 * finite numbers that do not count, or plain. What is added by the epilogue lies as the result does.
 *
 * @param block channels side by side, 1 if planes follow each other
 */
public record Convolution(Window window, int groups, Epilogue epilogue, int block) implements EpilogueOp {

    public Convolution {
        if (groups < 1) {
            throw new ShapeException("Convolution: groups must be a positive integer, but got " + groups);
        }
        if (block < 1 || (block > 1 && window.axes().size() != 2)) {
            throw new ShapeException("Convolution: channels in blocks of " + block + ", and a window of "
                    + window.axes().size() + " axes; blocks of more than 1 want 2 axes");
        }
    }

    /** A convolution of planes. */
    public Convolution(Window window, int groups, Epilogue epilogue) {
        this(window, groups, epilogue, 1);
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        if (inputs.size() < 2) {
            Operands.count(this, inputs, 2 + epilogue.operands());
        }
        inputs.forEach(input -> Operands.floats(this, input));
        Shape x = inputs.get(0).shape();
        Shape w = inputs.get(1).shape();
        if (isBlocked(x)) {
            x = planes(x, w);
        }
        Operands.spatial(this, x, window.axes().size());
        checkWeight(x, w);
        Shape planes = window.output(this, x, w.extent(0), false);
        TensorType output = new TensorType(inputs.get(0).type(), block == 1 ? planes : blocked(planes, block));
        epilogue.check(this, output, w.extent(0), inputs);
        return List.of(output);
    }

    /** Whether an input's channels lie in blocks. */
    public boolean isBlocked(Shape x) {
        return block > 1 && x.rank() == window.axes().size() + 3;
    }

    /** A shape (N, C, H, W) with its channels in blocks. */
    public static Shape blocked(Shape planes, int block) {
        int blocks = (planes.extent(1) + block - 1) / block;
        return Shape.of(planes.extent(0), blocks, planes.extent(2), planes.extent(3), block);
    }

    /** The shape that an input in blocks has without them. */
    private Shape planes(Shape x, Shape w) {
        int channels = Math.multiplyExact(w.extent(1), groups);
        Shape planes = Shape.of(x.extent(0), channels, x.extent(2), x.extent(3));
        if (!x.equals(blocked(planes, block))) {
            throw new ShapeException("Convolution: input " + x + " in blocks, weight " + w + " in " + groups
                    + " groups expects " + blocked(planes, block));
        }
        return planes;
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
        return new Convolution(window, groups, replacement, block);
    }

    @Override
    public int channelAxis(int rank) {
        return 1;
    }

    @Override
    public long flops(List<TensorType> inputs) {
        Shape y = outputs(inputs).get(0).shape();
        Shape w = inputs.get(1).shape();
        long results = block == 1 ? y.elements() : (long) y.extent(0) * w.extent(0) * y.extent(2) * y.extent(3);
        return 2 * results * w.extent(1) * window.taps();
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
