package io.nacre.backend.cpu.micro;

/** How pools combine the elements of a window: into their sum, or the largest, of which NaN is the largest. */
public interface PoolLoops {

    /** What changes nothing: the padding. */
    float neutral();

    /**
     * {@code y[j] = the combination over a < slices, b < lines of x[first + a · slicePitch + b · linePitch + j]}.
     *
     * @param length whole vectors are read and written
     */
    void lines(
            float[] x, int first, int slices, int slicePitch, int lines, int linePitch, float[] y, int at, int length);

    /**
     * {@code y[j] = the combination over k < taps of x[first + k · step + stride · j]}.
     *
     * @param x readable, and y writable, up to whole vectors of results
     */
    void taps(float[] x, int first, int taps, int step, int stride, float[] y, int at, int length);

    /**
     * Windows over blocks of channels: {@code y[i · lanes + l] =} the combination over {@code k < taps} of
     * {@code x[first + k · step + i · stride + l]}.
     *
     * @param lanes of a block, a whole vector
     * @param length elements of y, whole blocks
     */
    void blocks(float[] x, int first, int taps, int step, int stride, int lanes, float[] y, int at, int length);
}
