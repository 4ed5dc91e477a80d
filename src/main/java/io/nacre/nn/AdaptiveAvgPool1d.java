package io.nacre.nn;

import org.jspecify.annotations.Nullable;

/**
 * A 1-d adaptive average pool.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool1d.html">PyTorch</a>
 */
public record AdaptiveAvgPool1d(AdaptiveSize outputSize) implements AdaptiveAvgPoolNd {

    public AdaptiveAvgPool1d {
        AdaptiveAvgPoolNd.check(1, outputSize);
    }

    /** One extent for all axes or one for each; null keeps the input's. */
    public static AdaptiveAvgPool1d of(@Nullable Integer... outputSize) {
        return new AdaptiveAvgPool1d(AdaptiveSize.of(outputSize));
    }

    @Override
    public int axes() {
        return 1;
    }

    @Override
    public String toString() {
        return "AdaptiveAvgPool1d(output_size=" + outputSize + ")";
    }
}
