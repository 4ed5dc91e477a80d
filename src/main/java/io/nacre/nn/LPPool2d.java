package io.nacre.nn;

import org.jspecify.annotations.Nullable;

/**
 * A 2-d power-average pool.
 *
 * @param normType the power, as it was given
 * @param stride null for the kernel's size
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LPPool2d.html">PyTorch</a>
 */
public record LPPool2d(
        Number normType, PerAxis kernelSize, @Nullable PerAxis stride, boolean ceilMode) implements LPPoolNd {

    public LPPool2d {
        LPPoolNd.check(2, normType, kernelSize, stride);
    }

    /** With stride as the kernel and no partial windows. */
    public static LPPool2d of(Number normType, int... kernelSize) {
        return new LPPool2d(normType, PerAxis.of(kernelSize), null, false);
    }

    public LPPool2d stride(int... steps) {
        return new LPPool2d(normType, kernelSize, PerAxis.of(steps), ceilMode);
    }

    public LPPool2d ceilMode(boolean ceil) {
        return new LPPool2d(normType, kernelSize, stride, ceil);
    }

    @Override
    public PoolWindow window() {
        return LPPoolNd.window(2, kernelSize, stride);
    }

    @Override
    public String toString() {
        return describe();
    }
}
