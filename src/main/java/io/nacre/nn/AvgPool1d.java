package io.nacre.nn;

/**
 * A 1-d average pool.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool1d.html">PyTorch</a>
 */
public record AvgPool1d(AvgPoolArguments arguments) implements AvgPoolNd<AvgPool1d> {

    /** PyTorch keeps tuples here. */
    public AvgPool1d {
        arguments = arguments.with(arguments.window().spread());
    }
    /** With stride as the kernel, no padding, no partial windows. */
    public static AvgPool1d of(int... kernelSize) {
        return new AvgPool1d(AvgPoolArguments.of(PoolWindow.of(1, PerAxis.of(kernelSize))));
    }

    @Override
    public AvgPool1d with(AvgPoolArguments replacement) {
        return new AvgPool1d(replacement);
    }

    @Override
    public String toString() {
        return "AvgPool1d(" + arguments.describe() + ")";
    }
}
