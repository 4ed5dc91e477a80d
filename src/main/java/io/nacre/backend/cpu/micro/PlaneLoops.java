package io.nacre.backend.cpu.micro;

/** Convolution of one channel by a window of 3×3 over a plane whose lines follow each other without padding between them. */
public interface PlaneLoops {
    /** Taps of a line of the window, and of a column. */
    int TAPS = 3;

    /**
     * {@code y[j] = Σ over columns q of Σ over taps t of factors[factor + places[q] + t · TAPS] · x[first + offsets[q · TAPS +
     * t] + j]}, where each column but the first counts only where it is inside; what is not is not looked at, and may be
     * anything.
     *
     * @param places the place, in a line of the window, of each column
     * @param x readable up to whole vectors
     * @param inside a row of marks for each column, -1 where it is inside, else 0, readable up to whole vectors
     * @param marks elements from one row of marks to the next
     * @param y writable up to whole vectors
     */
    void convolve(
            float[] factors,
            int factor,
            int[] places,
            float[] x,
            int first,
            int[] offsets,
            int[] inside,
            int marks,
            float[] y,
            int at,
            int length);
}
