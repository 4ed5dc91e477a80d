package io.nacre.nn;

import java.util.List;

/**
 * A 3-d unpool.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxUnpool3d.html">PyTorch</a>
 */
public record MaxUnpool3d(UnpoolArguments arguments) implements MaxUnpoolNd<MaxUnpool3d> {

    /** With stride as the kernel and no padding. */
    public static MaxUnpool3d of(int... kernelSize) {
        return new MaxUnpool3d(new UnpoolArguments(PoolWindow.of(3, PerAxis.of(kernelSize)), List.of()));
    }

    @Override
    public MaxUnpool3d with(UnpoolArguments replacement) {
        return new MaxUnpool3d(replacement);
    }

    @Override
    public String toString() {
        return "MaxUnpool3d(" + arguments.describe() + ")";
    }
}
