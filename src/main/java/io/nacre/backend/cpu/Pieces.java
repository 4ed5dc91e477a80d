package io.nacre.backend.cpu;

/**
 * An extent cut into pieces of one size, the last one perhaps smaller: as few as possible, and as even as possible.
 *
 * @param extent what is cut
 * @param size of a piece
 */
record Pieces(int extent, int size) {

    /** Pieces of at most {@code most}. */
    static Pieces ofAtMost(int extent, int most) {
        return new Pieces(extent, Tiles.cover(extent, Math.max(Tiles.cover(extent, most), 1)));
    }

    int count() {
        return Tiles.cover(extent, Math.max(size, 1));
    }

    int start(int piece) {
        return piece * size;
    }

    int length(int piece) {
        return Math.min(size, extent - piece * size);
    }
}
