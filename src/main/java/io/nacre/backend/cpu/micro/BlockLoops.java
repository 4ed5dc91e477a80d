package io.nacre.backend.cpu.micro;

import org.jspecify.annotations.Nullable;

/**
 * Loops over tensors whose channels lie in blocks: the {@link #lanes} channels of a block side by side, pixel behind pixel.
 * Vectors run over channels, so planes of any size fill them, and every load and store is aligned.
 */
public interface BlockLoops {
    /** Channels of a block. */
    int lanes();

    /** So many pixels at a time are computed at their best. */
    int pixels();

    /**
     * Sums of products of pixels that follow each other: {@code y[at + b · pitch + p · lanes + l] = Σ_k x[first + offsets[k] +
     * p · lanes] · w[panel + (k · blocks + b) · lanes + l]}.
     *
     * @param offsets where the first pixel sees each tap of each input channel
     * @param blocks of results, 1 or 2
     * @param pitch elements from one block of results to the next
     */
    void multiply(
            float[] x,
            int first,
            int[] offsets,
            float[] w,
            int panel,
            int blocks,
            float[] y,
            int at,
            int pitch,
            int pixels);

    /**
     * A window of weights of each channel's own: {@code y[at + p · lanes + l] =} the sum over offsets s of
     * {@code x[first + offsets[s] + p · lanes + l] · w[panel + s · lanes + l]}.
     */
    void window(float[] x, int first, int[] offsets, float[] w, int panel, float[] y, int at, int pixels);

    /**
     * Vectors that lie some way apart, side by side: {@code y[target + p · lanes + l] = x[source + p · step + l]}.
     *
     * @param step elements from one vector to the next
     */
    void gather(float[] x, int source, int step, float[] y, int target, int pixels);

    /**
     * Finishes the sums of one block in their place: {@code y + bias + added}, within limits where there are any. NaN and -0 stay
     * what they are.
     *
     * @param bias a number a channel, from {@code biasAt} on
     * @param added pixels to add, from {@code addedAt} on; null for none
     */
    void finish(float[] y, int at, int pixels, Finish finish, int biasAt, float @Nullable [] added, int addedAt);

    /** Multiplies each pixel of one block with a factor a channel, from {@code factorAt} on. */
    void scale(float[] y, int at, int pixels, float[] factors, int factorAt);

    /** As {@link #scale}, where a pixel's element is below zero. */
    void slope(float[] y, int at, int pixels, float[] factors, int factorAt);

    /**
     * Pixels of a line as sums of pixels of another one: {@code y[at + p · lanes + l] = factor · Σ over t < taps of
     * weights[weight + p · taps + t] · x[first + positions[position + p · taps + t] · lanes + l]}.
     *
     * @param more whether that is added to what lies there
     */
    void resample(
            float[] x,
            int first,
            int[] positions,
            int position,
            float[] weights,
            int weight,
            int taps,
            float factor,
            boolean more,
            float[] y,
            int at,
            int pixels);
}
