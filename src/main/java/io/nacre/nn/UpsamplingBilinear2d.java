package io.nacre.nn;

import io.nacre.graph.Value;

/**
 * {@link Upsample} of (N, C, H, W) in mode {@code bilinear} with aligned corners.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.UpsamplingBilinear2d.html">PyTorch</a>
 */
public record UpsamplingBilinear2d(UpsampleArguments arguments) implements SimpleLayer {

    public UpsamplingBilinear2d {
        arguments = arguments.withMode("bilinear").withAlignCorners(true);
    }

    /** To a size: one number for both axes, or one for each. */
    public static UpsamplingBilinear2d toSize(int... size) {
        return new UpsamplingBilinear2d(UpsampleArguments.toSize("bilinear", size));
    }

    /** By a factor for both axes. */
    public static UpsamplingBilinear2d by(double scaleFactor) {
        return new UpsamplingBilinear2d(UpsampleArguments.by("bilinear", scaleFactor));
    }

    @Override
    public Value lower(Scope scope, Value x) {
        return new Resampling(scope, arguments).lower(x);
    }

    @Override
    public String toString() {
        return "UpsamplingBilinear2d(" + arguments.describe() + ")";
    }
}
