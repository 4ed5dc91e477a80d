package io.nacre.backend.cpu.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The one vector shape of this process: JDK 17 loses half its speed in whatever uses a second one. */
final class Lanes {
    /** The processor's widest, but no wider than the {@code 64} readable bytes behind each tensor. */
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.vectorBitSize() > 512
            ? FloatVector.SPECIES_512
            : FloatVector.SPECIES_PREFERRED;

    static final int COUNT = SPECIES.length();

    /**
     * Every other lane, twice. The even lanes of two vectors are {@code low.rearrange(EVEN).blend(high.rearrange(EVEN),
     * UPPER)}: on JDK 17 eight times as fast as rearranging both at once.
     */
    static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(SPECIES, lane -> (2 * lane) % COUNT);
    /** The upper half of the lanes. */
    static final VectorMask<Float> UPPER = VectorMask.fromLong(SPECIES, -1L << (COUNT / 2));

    private Lanes() {}

    /**
     * The vector of a row after the one at {@code j}; at the row's end the last one, which overlaps the one before. It is read
     * before that one is written, because results may go where arguments lie.
     */
    static FloatVector following(float[] x, int source, int j, int length) {
        return FloatVector.fromArray(SPECIES, x, source + Math.min(j + COUNT, length - COUNT));
    }

    /**
     * Where the vector at {@code j} goes. Asked for before a long computation: behind one the compiler may not inline this call any
     * more, and makes objects of the vectors that live across it.
     */
    static int at(int target, int j, int length) {
        return target + Math.min(j, length - COUNT);
    }
}
