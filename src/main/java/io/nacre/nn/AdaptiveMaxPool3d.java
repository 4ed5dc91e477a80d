package io.nacre.nn;

import org.jspecify.annotations.Nullable;

/**
 * A 3-d adaptive max pool.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool3d.html">PyTorch</a>
 */
public record AdaptiveMaxPool3d(AdaptiveSize outputSize, boolean returnIndices) implements AdaptiveMaxPoolNd {

    public AdaptiveMaxPool3d {
        AdaptiveMaxPoolNd.check(3, outputSize);
    }

    /** One extent for all axes or one for each; null keeps the input's. */
    public static AdaptiveMaxPool3d of(@Nullable Integer... outputSize) {
        return new AdaptiveMaxPool3d(AdaptiveSize.of(outputSize), false);
    }

    /** Whether the positions of the largest elements are a second result. */
    public AdaptiveMaxPool3d returnIndices(boolean indices) {
        return new AdaptiveMaxPool3d(outputSize, indices);
    }

    @Override
    public int axes() {
        return 3;
    }

    @Override
    public String toString() {
        return "AdaptiveMaxPool3d(output_size=" + outputSize + ")";
    }
}
