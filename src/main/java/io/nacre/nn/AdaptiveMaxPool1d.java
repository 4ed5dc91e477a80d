package io.nacre.nn;

import org.jspecify.annotations.Nullable;

/**
 * A 1-d adaptive max pool.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool1d.html">PyTorch</a>
 */
public record AdaptiveMaxPool1d(AdaptiveSize outputSize, boolean returnIndices) implements AdaptiveMaxPoolNd {

    public AdaptiveMaxPool1d {
        AdaptiveMaxPoolNd.check(1, outputSize);
    }

    /** One extent for all axes or one for each; null keeps the input's. */
    public static AdaptiveMaxPool1d of(@Nullable Integer... outputSize) {
        return new AdaptiveMaxPool1d(AdaptiveSize.of(outputSize), false);
    }

    /** Whether the positions of the largest elements are a second result. */
    public AdaptiveMaxPool1d returnIndices(boolean indices) {
        return new AdaptiveMaxPool1d(outputSize, indices);
    }

    @Override
    public int axes() {
        return 1;
    }

    @Override
    public String toString() {
        return "AdaptiveMaxPool1d(output_size=" + outputSize + ")";
    }
}
