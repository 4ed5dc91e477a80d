package io.nacre.nn;

/**
 * A 2-d convolution (cross-correlation): parameters {@code weight} and {@code bias}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html">PyTorch</a>
 */
public record Conv2d(ConvArguments arguments) implements ConvNd<Conv2d> {

    public Conv2d {
        ConvNd.weight(arguments); // checks the extents
    }

    /** With stride 1, no padding, dilation 1, one group, and a bias. */
    public static Conv2d of(int inChannels, int outChannels, int... kernelSize) {
        return new Conv2d(ConvArguments.of(2, inChannels, outChannels, PerAxis.of(kernelSize)));
    }

    @Override
    public Conv2d with(ConvArguments replacement) {
        return new Conv2d(replacement);
    }

    @Override
    public String toString() {
        return "Conv2d(" + arguments.describe("") + ")";
    }
}
