package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/**
 * Parts elements into every other one, and laces them together again. Each vector is two permutations by the same shuffle,
 * whose lanes all lie within one vector, and a blend. Loops of few shuffles, since C2 stops inlining in long ones.
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

    /** {@code even[j] = x[2 · j]} and {@code odd[j] = x[2 · j + 1]}, j < length; whole vectors. */
    static void part(float[] x, int at, float[] y, int even, int odd, int length) {
        for (int j = 0; j < length; j += COUNT) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, at + 2 * j);
            FloatVector b = FloatVector.fromArray(SPECIES, x, at + 2 * j + COUNT);
            a.rearrange(EVEN).blend(b.rearrange(EVEN), SECOND_HALF).intoArray(y, even + j);
            a.rearrange(ODD).blend(b.rearrange(ODD), SECOND_HALF).intoArray(y, odd + j);
        }
    }

    /** {@code y[2 · j] = even[j]} and {@code y[2 · j + 1] = odd[j]}, j < length; whole vectors. */
    static void lace(float[] x, int even, int odd, float[] y, int target, int length) {
        for (int j = 0; j < length; j += COUNT) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, even + j);
            FloatVector b = FloatVector.fromArray(SPECIES, x, odd + j);
            a.rearrange(LOW).blend(b.rearrange(LOW), ODD_LANES).intoArray(y, target + 2 * j);
            a.rearrange(HIGH).blend(b.rearrange(HIGH), ODD_LANES).intoArray(y, target + 2 * j + COUNT);
        }
    }

    /** The sum of the squares of elements that follow each other; whole vectors. */
    static float squares(float[] x, int at, int length) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, at + j);
            sum = a.fma(a, sum);
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }
}
