package io.nacre.nn;

/**
 * A 1-d max pool.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool1d.html">PyTorch</a>
 */
public record MaxPool1d(MaxPoolArguments arguments) implements MaxPoolNd<MaxPool1d> {

    /** With stride as the kernel, no padding, dilation 1, no indices, no partial windows. */
    public static MaxPool1d of(int... kernelSize) {
        return new MaxPool1d(MaxPoolArguments.of(1, PerAxis.of(kernelSize)));
    }

    @Override
    public MaxPool1d with(MaxPoolArguments replacement) {
        return new MaxPool1d(replacement);
    }

    @Override
    public String toString() {
        return "MaxPool1d(" + arguments.describe() + ")";
    }
}
