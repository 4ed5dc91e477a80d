package io.nacre.nn;

import org.jspecify.annotations.Nullable;

/**
 * A 2-d adaptive average pool.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html">PyTorch</a>
 */
public record AdaptiveAvgPool2d(AdaptiveSize outputSize) implements AdaptiveAvgPoolNd {

    public AdaptiveAvgPool2d {
        AdaptiveAvgPoolNd.check(2, outputSize);
    }

    /** One extent for all axes or one for each; null keeps the input's. */
    public static AdaptiveAvgPool2d of(@Nullable Integer... outputSize) {
        return new AdaptiveAvgPool2d(AdaptiveSize.of(outputSize));
    }

    @Override
    public int axes() {
        return 2;
    }

    @Override
    public String toString() {
        return "AdaptiveAvgPool2d(output_size=" + outputSize + ")";
    }
}
