package io.nacre.backend.cpu.micro;

/**
 * Loops over lines of elements: the n-th line begins {@code n} times a pitch behind the first. Where lines are read may not
 * overlap where they are written.
 */
public interface LineLoops {

    /** {@code y[l][j] = x[l][j]}. */
    void copy(float[] x, int source, int sourcePitch, float[] y, int target, int targetPitch, int length, int lines);

    /**
     * {@code y[l][j] = x[l][j]}, and between lines of y the padding.
     *
     * @param x readable up to whole vectors behind the last line
     * @param y writable up to whole vectors behind the last line, where it becomes undefined
     */
    void copyPadded(
            float[] x,
            int source,
            int sourcePitch,
            float[] y,
            int target,
            int targetPitch,
            int length,
            int lines,
            float padding);

    /** {@code y[l][j] = x[l][step · j]}; up to {@code step - 1} elements behind the last one of x must be readable. */
    void split(
            float[] x,
            int source,
            int step,
            int sourcePitch,
            float[] y,
            int target,
            int targetPitch,
            int length,
            int lines);

    /**
     * {@code y[j] = max over k of x[first + offsets[k] + j]}; NaN is the largest.
     *
     * @param length whole vectors are read and written
     */
    void largest(float[] x, int first, int[] offsets, float[] y, int at, int length);

    /**
     * As {@link #largest}, and which k it was, the first of several; -1 where all are -∞. Of NaNs, the last one counts.
     *
     * @param which the k, as floats
     */
    void largest(float[] x, int first, int[] offsets, float[] y, int at, float[] which, int whichAt, int length);

    /** {@code y[j] = a · x[j]}. */
    void scale(float a, float[] x, int source, float[] y, int target, int length);

    /**
     * {@code y[j] = (y[j] + 0) / (factor · divisors[j])}: a sum of -0 is 0.
     *
     * @param length whole vectors are read and written
     */
    void divide(float[] y, int at, float[] divisors, float factor, int length);

    /** {@code y[j] += a · x[j]}. */
    void addScaled(float a, float[] x, int source, float[] y, int target, int length);
}
