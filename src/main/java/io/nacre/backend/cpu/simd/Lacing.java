package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Every other lane of two vectors, and back. Each result is two permutations by the same shuffle, whose lanes all lie
 * within one vector, and a blend: JDK 17 is slow with shuffles that point beyond.
 */
final class Lacing {
    private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(SPECIES, lane -> 2 * lane % COUNT);
    private static final VectorShuffle<Float> ODD = VectorShuffle.fromOp(SPECIES, lane -> (2 * lane + 1) % COUNT);
    private static final VectorShuffle<Float> LOW = VectorShuffle.fromOp(SPECIES, lane -> lane / 2);
    private static final VectorShuffle<Float> HIGH = VectorShuffle.fromOp(SPECIES, lane -> (lane + COUNT) / 2);
    private static final VectorMask<Float> SECOND_HALF = mask(COUNT / 2, 1);
    private static final VectorMask<Float> ODD_LANES = mask(1, 2);

    private Lacing() {}

    private static VectorMask<Float> mask(int first, int step) {
        boolean[] lanes = new boolean[COUNT];
        for (int lane = first; lane < COUNT; lane += step) {
            lanes[lane] = true;
        }
        return VectorMask.fromArray(SPECIES, lanes, 0);
    }

    /** {@code a0 a2 a4 … b0 b2 b4 …}. */
    static FloatVector even(FloatVector a, FloatVector b) {
        return a.rearrange(EVEN).blend(b.rearrange(EVEN), SECOND_HALF);
    }

    /** {@code a1 a3 a5 … b1 b3 b5 …}. */
    static FloatVector odd(FloatVector a, FloatVector b) {
        return a.rearrange(ODD).blend(b.rearrange(ODD), SECOND_HALF);
    }

    /** The first half of {@code a0 b0 a1 b1 …}. */
    static FloatVector low(FloatVector a, FloatVector b) {
        return a.rearrange(LOW).blend(b.rearrange(LOW), ODD_LANES);
    }

    /** The second half of {@code a0 b0 a1 b1 …}. */
    static FloatVector high(FloatVector a, FloatVector b) {
        return a.rearrange(HIGH).blend(b.rearrange(HIGH), ODD_LANES);
    }
}
