package io.nacre.nn;

/**
 * A 3-d average pool.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool3d.html">PyTorch</a>
 */
public record AvgPool3d(AvgPoolArguments arguments) implements AvgPoolNd<AvgPool3d> {

    /** With stride as the kernel, no padding, no partial windows. */
    public static AvgPool3d of(int... kernelSize) {
        return new AvgPool3d(AvgPoolArguments.of(PoolWindow.of(3, PerAxis.of(kernelSize))));
    }

    /** Sums are divided by this number instead of the window's size. */
    public AvgPool3d divisorOverride(int divisor) {
        return new AvgPool3d(
                new AvgPoolArguments(arguments.window(), arguments.ceilMode(), arguments.countIncludePad(), divisor));
    }

    @Override
    public AvgPool3d with(AvgPoolArguments replacement) {
        return new AvgPool3d(replacement);
    }

    @Override
    public String toString() {
        return "AvgPool3d(" + arguments.describe() + ")";
    }
}
