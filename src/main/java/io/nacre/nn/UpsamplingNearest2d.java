package io.nacre.nn;

import io.nacre.graph.Value;

/**
 * {@link Upsample} of (N, C, H, W) in mode {@code nearest}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.UpsamplingNearest2d.html">PyTorch</a>
 */
public record UpsamplingNearest2d(UpsampleArguments arguments) implements SimpleLayer {

    public UpsamplingNearest2d {
        arguments = arguments.withMode("nearest");
    }

    /** To a size: one number for both axes, or one for each. */
    public static UpsamplingNearest2d toSize(int... size) {
        return new UpsamplingNearest2d(UpsampleArguments.toSize("nearest", size));
    }

    /** By a factor for both axes. */
    public static UpsamplingNearest2d by(double scaleFactor) {
        return new UpsamplingNearest2d(UpsampleArguments.by("nearest", scaleFactor));
    }

    @Override
    public Value lower(Scope scope, Value x) {
        return new Resampling(scope, arguments).lower(x);
    }

    @Override
    public String toString() {
        return "UpsamplingNearest2d(" + arguments.describe() + ")";
    }
}
