package io.nacre.nn;

/**
 * A 3-d max pool.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool3d.html">PyTorch</a>
 */
public record MaxPool3d(MaxPoolArguments arguments) implements MaxPoolNd<MaxPool3d> {

    /** With stride as the kernel, no padding, dilation 1, no indices, no partial windows. */
    public static MaxPool3d of(int... kernelSize) {
        return new MaxPool3d(MaxPoolArguments.of(3, PerAxis.of(kernelSize)));
    }

    @Override
    public MaxPool3d with(MaxPoolArguments replacement) {
        return new MaxPool3d(replacement);
    }

    @Override
    public String toString() {
        return "MaxPool3d(" + arguments.describe() + ")";
    }
}
