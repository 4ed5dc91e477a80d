package io.nacre.backend.cpu;

/**
 * An operation bound to its memory and cut into tiles by a rule that does not know how many threads there are. Tiles
 * write to disjoint memory, so they may run in any order and at once.
 */
interface Tiles {

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
}
