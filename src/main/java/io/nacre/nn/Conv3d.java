package io.nacre.nn;

/**
 * A 3-d convolution (cross-correlation): parameters {@code weight} and {@code bias}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv3d.html">PyTorch</a>
 */
public record Conv3d(ConvArguments arguments) implements ConvNd<Conv3d> {

    public Conv3d {
        ConvNd.weight(arguments); // checks the extents
    }

    /** With stride 1, no padding, dilation 1, one group, and a bias. */
    public static Conv3d of(int inChannels, int outChannels, int... kernelSize) {
        return new Conv3d(ConvArguments.of(3, inChannels, outChannels, PerAxis.of(kernelSize)));
    }

    @Override
    public Conv3d with(ConvArguments replacement) {
        return new Conv3d(replacement);
    }

    @Override
    public String toString() {
        return "Conv3d(" + arguments.describe("") + ")";
    }
}
