package io.nacre.nn;

import io.nacre.graph.Value;

/**
 * Resampling to a size or by a factor; input (N, C, spatial…) with 1 to 3 spatial axes.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Upsample.html">PyTorch</a>
 */
public record Upsample(UpsampleArguments arguments) implements SimpleLayer {

    /** To a size: one number for all axes, or one for each; mode {@code nearest}. */
    public static Upsample toSize(int... size) {
        return new Upsample(UpsampleArguments.toSize("nearest", size));
    }

    /** By a factor for all axes; mode {@code nearest}. */
    public static Upsample by(double scaleFactor) {
        return new Upsample(UpsampleArguments.by("nearest", scaleFactor));
    }

    /** {@code nearest}, {@code nearest-exact}, {@code linear}, {@code bilinear}, {@code bicubic}, {@code trilinear}, {@code area}. */
    public Upsample mode(String mode) {
        return new Upsample(arguments.withMode(mode));
    }

    public Upsample alignCorners(boolean alignCorners) {
        return new Upsample(arguments.withAlignCorners(alignCorners));
    }

    @Override
    public Value lower(Scope scope, Value x) {
        return new Resampling(scope, arguments).lower(x);
    }

    @Override
    public String toString() {
        return "Upsample(" + arguments.describe() + ")";
    }
}
