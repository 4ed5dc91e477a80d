package io.nacre.nn;

/**
 * A 2-d transposed convolution: parameters {@code weight} (in, out/groups, kernel…) and {@code bias}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html">PyTorch</a>
 */
public record ConvTranspose2d(ConvTransposeArguments arguments) implements ConvTransposeNd<ConvTranspose2d> {

    /** With stride 1, no padding, dilation 1, one group, and a bias. */
    public static ConvTranspose2d of(int inChannels, int outChannels, int... kernelSize) {
        return new ConvTranspose2d(
                ConvTransposeArguments.of(ConvArguments.of(2, inChannels, outChannels, PerAxis.of(kernelSize))));
    }

    @Override
    public ConvTranspose2d with(ConvTransposeArguments replacement) {
        return new ConvTranspose2d(replacement);
    }

    @Override
    public String toString() {
        return "ConvTranspose2d(" + arguments.describe() + ")";
    }
}
