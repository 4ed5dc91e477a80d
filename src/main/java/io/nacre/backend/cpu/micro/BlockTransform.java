package io.nacre.backend.cpu.micro;

/**
 * Winograd's transforms for windows of 3×3 over channels in blocks: tiles of {@code m × m} results are made of
 * {@code (m + 2) × (m + 2)} inputs each, which overlap by two. Vectors run over the channels of a block.
 */
public interface BlockTransform {

    /** Elements that each call needs to work in. */
    int room();

    /**
     * Transforms a row of tiles of one block: the k-th of the t-th tile's {@code (m + 2)²} transformed inputs lies at
     * {@code v[target + k · step + t · lanes]}.
     *
     * @param line elements from one line of pixels to the next
     */
    void input(float[] x, int at, int line, int tiles, float[] v, int target, int step, float[] room, int roomAt);

    /**
     * Takes the sums of a row of tiles of one block back.
     *
     * @param sums the k-th of the t-th tile's sums lies at {@code at + k · step + t · lanes}
     * @param y where the first tile's first result goes
     * @param line elements from one line of results to the next
     * @param rows of results that are wanted, at most m
     * @param columns of results that are wanted, of all tiles
     */
    void output(
            float[] sums,
            int at,
            int step,
            float[] y,
            int target,
            int line,
            int rows,
            int columns,
            float[] room,
            int roomAt);

    /** The sum of the squares of elements, whole vectors of them: not finite if one is not. */
    float squares(float[] x, int at, int length);
}
