package io.nacre.nn;

import java.util.List;

/**
 * A 2-d fractional max pool.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.FractionalMaxPool2d.html">PyTorch</a>
 */
public record FractionalMaxPool2d(FractionalArguments arguments) implements FractionalMaxPoolNd {

    /** To a size: one number for all axes, or one for each. */
    public static FractionalMaxPool2d toSize(PerAxis kernelSize, PerAxis outputSize) {
        return new FractionalMaxPool2d(FractionalArguments.toSize(2, kernelSize, outputSize));
    }

    /** To a part of the input's size: one ratio for all axes, or one for each. */
    public static FractionalMaxPool2d toRatio(PerAxis kernelSize, Number... outputRatio) {
        return new FractionalMaxPool2d(new FractionalArguments(2, kernelSize, null, List.of(outputRatio), false));
    }

    /** Whether the positions of the largest elements are a second result. */
    public FractionalMaxPool2d returnIndices(boolean indices) {
        return new FractionalMaxPool2d(arguments.withIndices(indices));
    }

    @Override
    public String toString() {
        return "FractionalMaxPool2d()";
    }
}
