package io.nacre.nn;

import org.jspecify.annotations.Nullable;

/**
 * A 2-d adaptive max pool.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool2d.html">PyTorch</a>
 */
public record AdaptiveMaxPool2d(AdaptiveSize outputSize, boolean returnIndices) implements AdaptiveMaxPoolNd {

    public AdaptiveMaxPool2d {
        AdaptiveMaxPoolNd.check(2, outputSize);
    }

    /** One extent for all axes or one for each; null keeps the input's. */
    public static AdaptiveMaxPool2d of(@Nullable Integer... outputSize) {
        return new AdaptiveMaxPool2d(AdaptiveSize.of(outputSize), false);
    }

    /** Whether the positions of the largest elements are a second result. */
    public AdaptiveMaxPool2d returnIndices(boolean indices) {
        return new AdaptiveMaxPool2d(outputSize, indices);
    }

    @Override
    public int axes() {
        return 2;
    }

    @Override
    public String toString() {
        return "AdaptiveMaxPool2d(output_size=" + outputSize + ")";
    }
}
