package io.nacre.nn;

/**
 * A 1-d transposed convolution: parameters {@code weight} (in, out/groups, kernel…) and {@code bias}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose1d.html">PyTorch</a>
 */
public record ConvTranspose1d(ConvTransposeArguments arguments) implements ConvTransposeNd<ConvTranspose1d> {

    /** With stride 1, no padding, dilation 1, one group, and a bias. */
    public static ConvTranspose1d of(int inChannels, int outChannels, int... kernelSize) {
        return new ConvTranspose1d(
                ConvTransposeArguments.of(ConvArguments.of(1, inChannels, outChannels, PerAxis.of(kernelSize))));
    }

    @Override
    public ConvTranspose1d with(ConvTransposeArguments replacement) {
        return new ConvTranspose1d(replacement);
    }

    @Override
    public String toString() {
        return "ConvTranspose1d(" + arguments.describe() + ")";
    }
}
