package io.nacre.nn;

import java.util.List;

/**
 * A 2-d unpool.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxUnpool2d.html">PyTorch</a>
 */
public record MaxUnpool2d(UnpoolArguments arguments) implements MaxUnpoolNd<MaxUnpool2d> {

    /** With stride as the kernel and no padding. */
    public static MaxUnpool2d of(int... kernelSize) {
        return new MaxUnpool2d(new UnpoolArguments(PoolWindow.of(2, PerAxis.of(kernelSize)), List.of()));
    }

    @Override
    public MaxUnpool2d with(UnpoolArguments replacement) {
        return new MaxUnpool2d(replacement);
    }

    @Override
    public String toString() {
        return "MaxUnpool2d(" + arguments.describe() + ")";
    }
}
