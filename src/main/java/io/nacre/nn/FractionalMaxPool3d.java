package io.nacre.nn;

import java.util.List;

/**
 * A 3-d fractional max pool.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.FractionalMaxPool3d.html">PyTorch</a>
 */
public record FractionalMaxPool3d(FractionalArguments arguments) implements FractionalMaxPoolNd {

    /** To a size: one number for all axes, or one for each. */
    public static FractionalMaxPool3d toSize(PerAxis kernelSize, PerAxis outputSize) {
        return new FractionalMaxPool3d(FractionalArguments.toSize(3, kernelSize, outputSize));
    }

    /** To a part of the input's size: one ratio for all axes, or one for each. */
    public static FractionalMaxPool3d toRatio(PerAxis kernelSize, Number... outputRatio) {
        return new FractionalMaxPool3d(new FractionalArguments(3, kernelSize, null, List.of(outputRatio), false));
    }

    /** Whether the positions of the largest elements are a second result. */
    public FractionalMaxPool3d returnIndices(boolean indices) {
        return new FractionalMaxPool3d(arguments.withIndices(indices));
    }

    @Override
    public String toString() {
        return "FractionalMaxPool3d()";
    }
}
