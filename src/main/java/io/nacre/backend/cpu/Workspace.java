package io.nacre.backend.cpu;

/**
 * The scratch memory of one thread at work: small enough for its second-level cache, and of fixed size, so that running
 * an operation never allocates. Every row is an array of its own, because the JVM vectorises loops over whole arrays
 * indexed by the loop variable alone.
 */
final class Workspace {
    /** Elements of a row. */
    static final int WIDTH = 512;
    /** Rows of results. */
    static final int ROWS = 64;
    /** Rows that results are sums of, at one time: a multiple of three, the steps of the product's inner loop. */
    static final int DEPTH = 96;

    /** Rows of input that may be kept apart for reuse. */
    static final int LINES = 4;

    /** Elements of {@link #sums}. */
    static final int SUMS = 8 * WIDTH;

    /** The thread's place at the loop that it runs: {@link Seats}. */
    int seat;

    /** Sums of products on their way to their place. */
    final float[] sums = new float[SUMS];

    /** Results under construction. */
    final float[][] results = new float[ROWS][WIDTH];
    /** For each row of results its factors, one an operand row. */
    final float[][] factors = new float[ROWS][DEPTH];
    /** Rows of operands. */
    final float[][] operands = new float[DEPTH][WIDTH];

    /** Parts of the input from which rows of operands are made. */
    final float[][] lines = new float[LINES][WIDTH];

    /** What a row comes to: sums of differences, and of their squares. */
    final double[] moments = new double[2];

    /** The first row of results: enough for operations that work row by row. */
    float[] row() {
        return results[0];
    }
}
