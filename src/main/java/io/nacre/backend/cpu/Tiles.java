package io.nacre.backend.cpu;

/**
 * An operation bound to its memory and cut into tiles by a rule that does not know how many threads there are. Tiles
 * write to disjoint memory, so they may run in any order and at once.
 */
interface Tiles {
    /** What waking another thread takes, in multiply-adds of a product in panels. */
    double WAKE = 300_000;

    /** The number of tiles; fixed. */
    int count();

    /**
     * Computes one tile.
     *
     * @param workspace memory that is this thread's own for the time of the call; its contents are undefined
     */
    void run(int tile, Workspace workspace);

    /** How many tiles of at most {@code size} cover {@code elements}. */
    static int cover(long elements, int size) {
        return Math.toIntExact((elements + size - 1) / size);
    }

    /**
     * What work takes that is cut into equal tiles: that of the busiest thread, two of them working, or, to a lesser degree,
     * eight.
     *
     * @param work in multiply-adds of a product in panels
     * @return the same, as if no thread was idle
     */
    static double time(double work, long tiles) {
        return work * (0.9 * idle(tiles, 2) + 0.1 * idle(tiles, 8)) + (tiles > 1 ? WAKE : 0);
    }

    private static double idle(long tiles, int threads) {
        return (double) ((tiles + threads - 1) / threads * threads) / Math.max(tiles, 1);
    }
}
