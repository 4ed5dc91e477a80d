package io.nacre.nn;

import java.util.List;

/**
 * A 1-d unpool.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxUnpool1d.html">PyTorch</a>
 */
public record MaxUnpool1d(UnpoolArguments arguments) implements MaxUnpoolNd<MaxUnpool1d> {

    /** With stride as the kernel and no padding. */
    public static MaxUnpool1d of(int... kernelSize) {
        return new MaxUnpool1d(new UnpoolArguments(PoolWindow.of(1, PerAxis.of(kernelSize)), List.of()));
    }

    @Override
    public MaxUnpool1d with(UnpoolArguments replacement) {
        return new MaxUnpool1d(replacement);
    }

    @Override
    public String toString() {
        return "MaxUnpool1d(" + arguments.describe() + ")";
    }
}
