package io.nacre.nn;

/**
 * A 2-d max pool.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html">PyTorch</a>
 */
public record MaxPool2d(MaxPoolArguments arguments) implements MaxPoolNd<MaxPool2d> {

    /** With stride as the kernel, no padding, dilation 1, no indices, no partial windows. */
    public static MaxPool2d of(int... kernelSize) {
        return new MaxPool2d(MaxPoolArguments.of(2, PerAxis.of(kernelSize)));
    }

    @Override
    public MaxPool2d with(MaxPoolArguments replacement) {
        return new MaxPool2d(replacement);
    }

    @Override
    public String toString() {
        return "MaxPool2d(" + arguments.describe() + ")";
    }
}
