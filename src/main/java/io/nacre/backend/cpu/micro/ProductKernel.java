package io.nacre.backend.cpu.micro;

/**
 * Sums of products of a few rows of factors with many columns of operands. Serves matrix products, where the offsets are
 * the operands' rows, and convolutions, where they are what each tap sees.
 */
public interface ProductKernel {

    /** Rows of a panel: the factors of one k lie together, this many. */
    int rows();

    /** A multiple of this many columns is computed at its best. */
    int columns();

    /** Columns are computed in multiples of this. */
    int lanes();

    /**
     * {@code sums[r][j] = Σ_k factors[k][r] · x[first + offsets[k] + j]} for the first rows of a panel.
     *
     * @param panel where the panel of factors begins
     * @param x operands, readable for columns up to whole {@link #lanes}
     * @param depth how many k there are
     * @param sums written for columns up to whole lanes
     * @param at where the first row begins
     * @param pitch elements from one row of sums to the next
     * @param rows how many are wanted, 1 to {@link #rows()}; the sums of others become undefined
     */
    void multiply(
            float[] factors,
            int panel,
            float[] x,
            int first,
            int[] offsets,
            int depth,
            float[] sums,
            int at,
            int pitch,
            int rows,
            int columns);

    /**
     * Takes one row of sums to its place; exactly {@code columns} elements are written.
     *
     * @param row whose bias is added
     */
    void finish(float[] sums, int at, float[] y, int target, int columns, Finish finish, int row);

    /**
     * As {@link #finish}, with another row added before the limits. It may lie where the results go.
     *
     * @param from where the other row begins
     */
    void finishSum(
            float[] sums, int at, float[] added, int from, float[] y, int target, int columns, Finish finish, int row);

    /**
     * As {@link #finish}, over lines of one row of sums, which follow each other in y.
     *
     * @param pitch elements from one line of sums to the next, at least {@code width}
     * @param width elements of a line
     */
    void finishLines(
            float[] sums, int at, int pitch, float[] y, int target, int width, int lines, Finish finish, int row);

    /**
     * As {@link #finish}, over some rows, where each column has a bias of its own.
     *
     * @param pitch elements from one row of sums to the next
     * @param targetPitch elements from one row of results to the next
     * @param column whose bias is added to the first column
     */
    void finishColumns(
            float[] sums,
            int at,
            int pitch,
            float[] y,
            int target,
            int targetPitch,
            int rows,
            int columns,
            Finish finish,
            int column);

    /** {@code y += sums}, over one row. */
    void add(float[] sums, int at, float[] y, int target, int columns);
}
