package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;
import static io.nacre.backend.cpu.simd.Lanes.at;
import static io.nacre.backend.cpu.simd.VectorMath.constant;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * What rows of at least a vector come to. Rows are summed in parts that are small enough for float arithmetic, several
 * vectors' lanes apart.
 *
 * @see LoopRoots
 */
@SuppressWarnings("UnusedMethod") // loops are found by name
final class SimdSums {
    /** Elements of a part. */
    private static final int PART = 4096;

    private static final MethodHandle[] PART_LOOP = root("part", float.class, float[].class, int.class, int.class);
    private static final MethodHandle[] DIFFERENCES_LOOP =
            root("differencesOfVectors", void.class, float[].class, int.class, int.class, float.class, double[].class);
    private static final MethodHandle[] LARGEST_LOOP =
            root("largestOfVectors", float.class, float[].class, int.class, int.class);
    private static final MethodHandle[] SMALLEST_LOOP =
            root("smallestOfVectors", float.class, float[].class, int.class, int.class);
    private static final MethodHandle[] EXPONENTIALS_LOOP = root(
            "exponentialsOfVectors",
            double.class,
            float[].class,
            int.class,
            float.class,
            float[].class,
            int.class,
            int.class);

    private static MethodHandle[] root(String name, Class<?> result, Class<?>... parameters) {
        return LoopRoots.single(MethodHandles.lookup(), name, MethodType.methodType(result, parameters));
    }

    private SimdSums() {}

    static double sum(float[] x, int first, int length) {
        double sum = 0;
        int j = 0;
        while (length - j >= COUNT) {
            int end = j + Math.min(length - j, PART) / COUNT * COUNT;
            sum += partOf(x, first + j, first + end);
            j = end;
        }
        for (; j < length; j++) {
            sum += x[first + j];
        }
        return sum;
    }

    private static float partOf(float[] x, int start, int end) {
        try {
            return (float) PART_LOOP[0].invokeExact(x, start, end);
        } catch (Throwable e) {
            throw LoopRoots.undeclared(e);
        }
    }

    /** The sum of whole vectors. */
    private static float part(float[] x, int start, int end) {
        FloatVector even = constant(0);
        FloatVector odd = constant(0);
        int j = start;
        for (; j <= end - 4 * COUNT; j += 4 * COUNT) {
            even = even.add(FloatVector.fromArray(SPECIES, x, j)).add(FloatVector.fromArray(SPECIES, x, j + COUNT));
            odd = odd.add(FloatVector.fromArray(SPECIES, x, j + 2 * COUNT))
                    .add(FloatVector.fromArray(SPECIES, x, j + 3 * COUNT));
        }
        for (; j < end; j += COUNT) {
            even = even.add(FloatVector.fromArray(SPECIES, x, j));
        }
        return even.add(odd).reduceLanes(VectorOperators.ADD);
    }

    static void differences(float[] x, int first, int length, float from, double[] sums) {
        int j = 0;
        while (length - j >= COUNT) {
            int end = j + Math.min(length - j, PART) / COUNT * COUNT;
            addDifferences(x, first + j, first + end, from, sums);
            j = end;
        }
        for (; j < length; j++) {
            double difference = x[first + j] - from;
            sums[0] += difference;
            sums[1] += difference * difference;
        }
    }

    private static void addDifferences(float[] x, int start, int end, float from, double[] sums) {
        try {
            DIFFERENCES_LOOP[0].invokeExact(x, start, end, from, sums);
        } catch (Throwable e) {
            throw LoopRoots.undeclared(e);
        }
    }

    private static void differencesOfVectors(float[] x, int start, int end, float from, double[] sums) {
        FloatVector sum = constant(0);
        FloatVector squares = constant(0);
        for (int j = start; j < end; j += COUNT) {
            FloatVector difference = FloatVector.fromArray(SPECIES, x, j).sub(from);
            sum = sum.add(difference);
            squares = difference.fma(difference, squares);
        }
        sums[0] += sum.reduceLanes(VectorOperators.ADD);
        sums[1] += squares.reduceLanes(VectorOperators.ADD);
    }

    static float largest(float[] x, int first, int length) {
        try {
            return (float) LARGEST_LOOP[0].invokeExact(x, first, length);
        } catch (Throwable e) {
            throw LoopRoots.undeclared(e);
        }
    }

    private static float largestOfVectors(float[] x, int first, int length) {
        FloatVector even = constant(Float.NEGATIVE_INFINITY);
        FloatVector odd = even;
        for (int j = 0; j < length; j += 2 * COUNT) {
            even = even.max(FloatVector.fromArray(SPECIES, x, at(first, j, length)));
            odd = odd.max(FloatVector.fromArray(SPECIES, x, at(first, j + COUNT, length)));
        }
        return even.max(odd).reduceLanes(VectorOperators.MAX);
    }

    static float smallest(float[] x, int first, int length) {
        try {
            return (float) SMALLEST_LOOP[0].invokeExact(x, first, length);
        } catch (Throwable e) {
            throw LoopRoots.undeclared(e);
        }
    }

    private static float smallestOfVectors(float[] x, int first, int length) {
        FloatVector even = constant(Float.POSITIVE_INFINITY);
        FloatVector odd = even;
        for (int j = 0; j < length; j += 2 * COUNT) {
            even = even.min(FloatVector.fromArray(SPECIES, x, at(first, j, length)));
            odd = odd.min(FloatVector.fromArray(SPECIES, x, at(first, j + COUNT, length)));
        }
        return even.min(odd).reduceLanes(VectorOperators.MIN);
    }

    static double exponentials(float[] x, int source, float from, float[] y, int target, int length) {
        try {
            return (double) EXPONENTIALS_LOOP[0].invokeExact(x, source, from, y, target, length);
        } catch (Throwable e) {
            throw LoopRoots.undeclared(e);
        }
    }

    /** Elements behind the last whole vector are computed with it once more, and counted once. */
    private static double exponentialsOfVectors(float[] x, int source, float from, float[] y, int target, int length) {
        int whole = length - length % COUNT;
        FloatVector last = FloatVector.fromArray(SPECIES, x, source + length - COUNT);
        FloatVector sum = constant(0);
        for (int j = 0; j < whole; j += COUNT) {
            FloatVector e =
                    VectorMath.exp(FloatVector.fromArray(SPECIES, x, source + j).sub(from));
            e.intoArray(y, target + j);
            sum = sum.add(e);
        }
        double total = sum.reduceLanes(VectorOperators.ADD);
        if (whole < length) {
            VectorMath.exp(last.sub(from)).intoArray(y, target + length - COUNT);
            for (int j = whole; j < length; j++) {
                total += y[target + j];
            }
        }
        return total;
    }
}
