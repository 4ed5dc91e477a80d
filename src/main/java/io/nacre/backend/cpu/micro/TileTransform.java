package io.nacre.backend.cpu.micro;

/**
 * Winograd's transforms for windows of 3×3: tiles of {@code m × m} results are made of {@code (m + 2) × (m + 2)} inputs
 * each, which overlap by two. Vectors run over tiles that follow each other along a line.
 */
public interface TileTransform {

    /** Elements that {@link #input} and {@link #output} need to work in. */
    int room();

    /**
     * Splits elements that follow each other into m phases: {@code y[target + p · pitch + t] = x[at + m · t + p]}.
     *
     * @param y has room for twice as many
     * @param length elements of a phase; whole vectors are read and written
     * @return the sum of the squares of all that was read: not finite if an element is not
     */
    float split(float[] x, int at, float[] y, int target, int pitch, int length);

    /**
     * Transforms rows of tiles: the k-th of a tile's {@code (m + 2)²} transformed inputs is
     * {@code v[target + k · step + row · tiles + t]}.
     *
     * @param x lines in phases, m lines a row and two more
     * @param pitch elements from one phase to the next
     * @param line elements from one line of a phase to the next
     * @param tiles of a row; whole vectors are read and written, what is behind a row before the next row
     */
    void input(
            float[] x,
            int at,
            int pitch,
            int line,
            int rows,
            int tiles,
            float[] v,
            int target,
            int step,
            float[] room,
            int roomAt);

    /**
     * Takes sums of products back: the j-th result in line i of a tile is {@code y[target + m · (i · pitch + t) + j]}.
     *
     * @param sums the k-th of a tile's {@code (m + 2)²} sums lies {@code k · step} behind the first
     * @param tiles that follow each other; whole vectors are read and written
     * @param y has room for twice as many
     * @param pitch tiles in whole vectors
     */
    void output(float[] sums, int at, int step, int tiles, float[] y, int target, int pitch, float[] room, int roomAt);
}
