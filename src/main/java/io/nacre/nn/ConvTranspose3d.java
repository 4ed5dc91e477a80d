package io.nacre.nn;

/**
 * A 3-d transposed convolution: parameters {@code weight} (in, out/groups, kernel…) and {@code bias}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose3d.html">PyTorch</a>
 */
public record ConvTranspose3d(ConvTransposeArguments arguments) implements ConvTransposeNd<ConvTranspose3d> {

    /** With stride 1, no padding, dilation 1, one group, and a bias. */
    public static ConvTranspose3d of(int inChannels, int outChannels, int... kernelSize) {
        return new ConvTranspose3d(
                ConvTransposeArguments.of(ConvArguments.of(3, inChannels, outChannels, PerAxis.of(kernelSize))));
    }

    @Override
    public ConvTranspose3d with(ConvTransposeArguments replacement) {
        return new ConvTranspose3d(replacement);
    }

    @Override
    public String toString() {
        return "ConvTranspose3d(" + arguments.describe() + ")";
    }
}
