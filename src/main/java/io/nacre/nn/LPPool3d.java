package io.nacre.nn;

import org.jspecify.annotations.Nullable;

/**
 * A 3-d power-average pool.
 *
 * @param normType the power, as it was given
 * @param stride null for the kernel's size
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LPPool3d.html">PyTorch</a>
 */
public record LPPool3d(
        Number normType, PerAxis kernelSize, @Nullable PerAxis stride, boolean ceilMode) implements LPPoolNd {

    public LPPool3d {
        LPPoolNd.check(3, normType, kernelSize, stride);
    }

    /** With stride as the kernel and no partial windows. */
    public static LPPool3d of(Number normType, int... kernelSize) {
        return new LPPool3d(normType, PerAxis.of(kernelSize), null, false);
    }

    public LPPool3d stride(int... steps) {
        return new LPPool3d(normType, kernelSize, PerAxis.of(steps), ceilMode);
    }

    public LPPool3d ceilMode(boolean ceil) {
        return new LPPool3d(normType, kernelSize, stride, ceil);
    }

    @Override
    public PoolWindow window() {
        return LPPoolNd.window(3, kernelSize, stride);
    }

    @Override
    public String toString() {
        return describe();
    }
}
