package io.nacre.backend.cpu;

import java.util.Optional;

/**
 * One axis of a transposed convolution's result, cut into pieces, with the sources of each: the range of input positions
 * from which its elements are made.
 *
 * @param taps the window that slides over the result, the input's positions being its outputs
 * @param results the pieces of the result
 */
record TransposedPieces(Taps taps, Pieces results) {

    /** Pieces none of which has more sources than given; empty if a single result may have more. */
    static Optional<TransposedPieces> of(Taps taps, int mostSources) {
        if (mostSources >= taps.out()) {
            return Optional.of(new TransposedPieces(taps, new Pieces(taps.in(), taps.in())));
        }
        long most = (mostSources - 1L) * taps.stride() - taps.axis().span() + 2;
        return most < 1
                ? Optional.empty()
                : Optional.of(new TransposedPieces(taps, Pieces.ofAtMost(taps.in(), (int) Math.min(most, taps.in()))));
    }

    int firstSource(int piece) {
        return taps.firstOutputFrom(results.start(piece), taps.count() - 1);
    }

    /** How many sources a piece has. */
    int sources(int piece) {
        int end = taps.firstOutputFrom(results.start(piece) + results.length(piece), 0);
        return Math.max(end - firstSource(piece), 0);
    }
}
