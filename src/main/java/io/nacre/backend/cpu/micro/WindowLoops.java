package io.nacre.backend.cpu.micro;

/** Convolution of few channels by a window: lines of results at a time, so that those of a column share what they see. */
public interface WindowLoops {

    /**
     * How many taps of a column of the window are taken at once for so many lines of results: all of them, or one.
     *
     * @param kernel taps of a column
     */
    int tapsAtOnce(int kernel, int lines);

    /**
     * {@code y[l][j] = Σ over columns q, taps t of factors[factor + places[q] + t · factorPitch] · x[first + offsets[q] + (l +
     * t) · pitch + j]}; the lines of y follow each other.
     *
     * @param taps as many as {@link #tapsAtOnce} says, or one
     * @param x readable up to whole vectors
     * @param y writable up to whole vectors behind the last line
     * @param width elements of a line
     */
    void convolve(
            float[] factors,
            int factor,
            int[] places,
            int factorPitch,
            int taps,
            float[] x,
            int first,
            int[] offsets,
            int pitch,
            float[] y,
            int at,
            int width,
            int lines);
}
