package io.nacre.nn;

import org.jspecify.annotations.Nullable;

/**
 * A 3-d adaptive average pool.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool3d.html">PyTorch</a>
 */
public record AdaptiveAvgPool3d(AdaptiveSize outputSize) implements AdaptiveAvgPoolNd {

    public AdaptiveAvgPool3d {
        AdaptiveAvgPoolNd.check(3, outputSize);
    }

    /** One extent for all axes or one for each; null keeps the input's. */
    public static AdaptiveAvgPool3d of(@Nullable Integer... outputSize) {
        return new AdaptiveAvgPool3d(AdaptiveSize.of(outputSize));
    }

    @Override
    public int axes() {
        return 3;
    }

    @Override
    public String toString() {
        return "AdaptiveAvgPool3d(output_size=" + outputSize + ")";
    }
}
