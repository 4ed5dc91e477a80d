package io.nacre.nn;

/**
 * A 1-d convolution (cross-correlation): parameters {@code weight} and {@code bias}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv1d.html">PyTorch</a>
 */
public record Conv1d(ConvArguments arguments) implements ConvNd<Conv1d> {

    public Conv1d {
        ConvNd.weight(arguments); // checks the extents
    }

    /** With stride 1, no padding, dilation 1, one group, and a bias. */
    public static Conv1d of(int inChannels, int outChannels, int... kernelSize) {
        return new Conv1d(ConvArguments.of(1, inChannels, outChannels, PerAxis.of(kernelSize)));
    }

    @Override
    public Conv1d with(ConvArguments replacement) {
        return new Conv1d(replacement);
    }

    @Override
    public String toString() {
        return "Conv1d(" + arguments.describe("") + ")";
    }
}
