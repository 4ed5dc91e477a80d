package io.nacre.nn;

import org.jspecify.annotations.Nullable;

/**
 * A 1-d power-average pool.
 *
 * @param normType the power, as it was given
 * @param stride null for the kernel's size
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LPPool1d.html">PyTorch</a>
 */
public record LPPool1d(
        Number normType, PerAxis kernelSize, @Nullable PerAxis stride, boolean ceilMode) implements LPPoolNd {

    public LPPool1d {
        LPPoolNd.check(1, normType, kernelSize, stride);
    }

    /** With stride as the kernel and no partial windows. */
    public static LPPool1d of(Number normType, int... kernelSize) {
        return new LPPool1d(normType, PerAxis.of(kernelSize), null, false);
    }

    public LPPool1d stride(int... steps) {
        return new LPPool1d(normType, kernelSize, PerAxis.of(steps), ceilMode);
    }

    public LPPool1d ceilMode(boolean ceil) {
        return new LPPool1d(normType, kernelSize, stride, ceil);
    }

    @Override
    public PoolWindow window() {
        return LPPoolNd.window(1, kernelSize, stride);
    }

    @Override
    public String toString() {
        return describe();
    }
}
