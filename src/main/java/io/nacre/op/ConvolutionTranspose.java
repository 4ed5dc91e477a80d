package io.nacre.op;

import io.nacre.error.ShapeException;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transpose of {@link Convolution} as a map from its outputs to its inputs. Inputs: x (N, C, spatial…), weight
 * (C, O/groups, kernel…), epilogue operands.
 *
 * <p>{@code y[n,g·O/groups + o, i·stride - before + k·dilation] += x[n,c,i] · w[c,o,k]} with group
 * {@code g = c / (C/groups)}, then the epilogue. Along each axis the result has
 * {@code (in-1)·stride - before - after + span + extra} elements.
 *
 * @param extra elements added behind the result along each spatial axis (PyTorch's {@code output_padding})
 */
public record ConvolutionTranspose(Window window, List<Integer> extra, int groups, Epilogue epilogue)
        implements EpilogueOp {

    public ConvolutionTranspose {
        extra = List.copyOf(extra);
        if (groups < 1) {
            throw new ShapeException("ConvolutionTranspose: groups must be a positive integer, but got " + groups);
        }
        if (extra.size() != window.axes().size()) {
            throw new ShapeException("ConvolutionTranspose: output padding " + extra + " for a window of "
                    + window.axes().size() + " axes");
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
        int[] extents = x.toArray();
        extents[1] = Math.multiplyExact(w.extent(1), groups);
        for (int i = 0; i < extra.size(); i++) {
            Axis axis = window.axis(i);
            long out =
                    (extents[i + 2] - 1L) * axis.stride() - axis.before() - axis.after() + axis.span() + extra.get(i);
            if (out < 1 || out > Integer.MAX_VALUE) {
                throw new ShapeException("ConvolutionTranspose: spatial axis " + i + " of input " + x + " would become "
                        + out + " elements long");
            }
            extents[i + 2] = (int) out;
        }
        TensorType output = new TensorType(inputs.get(0).type(), Shape.of(extents));
        epilogue.check(this, output, inputs);
        return List.of(output);
    }

    private void checkWeight(Shape x, Shape w) {
        if (w.rank() != x.rank() || !sameKernel(w)) {
            throw new ShapeException("ConvolutionTranspose: weight " + w + " does not hold a kernel of "
                    + window.kernel() + " for input " + x);
        }
        if (w.extent(0) != x.extent(1) || x.extent(1) % groups != 0) {
            throw new ShapeException("ConvolutionTranspose: input has " + x.extent(1) + " channels, weight " + w
                    + " expects " + w.extent(0) + " in " + groups + " groups (input " + x + ")");
        }
    }

    private boolean sameKernel(Shape w) {
        Shape kernel = window.kernel();
        for (int i = 0; i < kernel.rank(); i++) {
            if (w.extent(i + 2) != kernel.extent(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public ConvolutionTranspose withEpilogue(Epilogue replacement) {
        return new ConvolutionTranspose(window, extra, groups, replacement);
    }

    @Override
    public int channelAxis(int rank) {
        return 1;
    }

    @Override
    public long flops(List<TensorType> inputs) {
        return 2 * inputs.get(0).elements() * inputs.get(1).shape().extent(1) * window.taps();
    }

    @Override
    public boolean batchStrided(int input) {
        return input == 0 || epilogue.isAdd(input - ownInputs());
    }

    @Override
    public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
        return visitor.convolutionTranspose(this);
    }
}
