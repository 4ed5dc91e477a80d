package io.nacre.nn;

/**
 * A 2-d average pool.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html">PyTorch</a>
 */
public record AvgPool2d(AvgPoolArguments arguments) implements AvgPoolNd<AvgPool2d> {

    /** With stride as the kernel, no padding, no partial windows. */
    public static AvgPool2d of(int... kernelSize) {
        return new AvgPool2d(AvgPoolArguments.of(PoolWindow.of(2, PerAxis.of(kernelSize))));
    }

    /** Sums are divided by this number instead of the window's size. */
    public AvgPool2d divisorOverride(int divisor) {
        return new AvgPool2d(
                new AvgPoolArguments(arguments.window(), arguments.ceilMode(), arguments.countIncludePad(), divisor));
    }

    @Override
    public AvgPool2d with(AvgPoolArguments replacement) {
        return new AvgPool2d(replacement);
    }

    @Override
    public String toString() {
        return "AvgPool2d(" + arguments.describe() + ")";
    }
}
