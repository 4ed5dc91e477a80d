package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;
import static io.nacre.backend.cpu.simd.Lanes.at;
import static io.nacre.backend.cpu.simd.Lanes.following;

import io.nacre.op.Binary;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Functions of two rows, or of a row and a number, of at least a vector: a loop each, one of {@link LoopRoots}. */
@SuppressWarnings("UnusedMethod") // loops are found by name
final class SimdPairs {
    private static final Map<Binary.Function, String> NAMES = Map.of(
            Binary.Function.ADD, "add",
            Binary.Function.SUB, "subtract",
            Binary.Function.MUL, "multiply",
            Binary.Function.DIV, "divide",
            Binary.Function.MIN, "min",
            Binary.Function.MAX, "max",
            Binary.Function.PRELU, "prelu");

    private static final Map<Binary.Function, MethodHandle> ROWS = LoopRoots.of(
            MethodHandles.lookup(),
            MethodType.methodType(
                    void.class,
                    float[].class,
                    int.class,
                    float[].class,
                    int.class,
                    float[].class,
                    int.class,
                    int.class),
            NAMES);

    private static final Map<Binary.Function, MethodHandle> NUMBERS = LoopRoots.of(
            MethodHandles.lookup(),
            MethodType.methodType(
                    void.class, float[].class, int.class, float.class, float[].class, int.class, int.class),
            NAMES);

    private SimdPairs() {}

    /** Whether the function has a loop here. */
    static boolean apply(
            Binary.Function f, float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        MethodHandle loop = ROWS.get(f);
        if (loop == null) {
            return false;
        }
        try {
            loop.invokeExact(a, left, b, right, y, target, length);
        } catch (Throwable e) {
            throw LoopRoots.undeclared(e);
        }
        return true;
    }

    /** Whether the function has a loop here. */
    static boolean apply(Binary.Function f, float[] a, int left, float b, float[] y, int target, int length) {
        MethodHandle loop = NUMBERS.get(f);
        if (loop == null) {
            return false;
        }
        try {
            loop.invokeExact(a, left, b, y, target, length);
        } catch (Throwable e) {
            throw LoopRoots.undeclared(e);
        }
        return true;
    }

    private static void add(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        FloatVector nextRight = FloatVector.fromArray(SPECIES, b, right);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            FloatVector w = nextRight;
            next = following(a, left, j, length);
            nextRight = following(b, right, j, length);
            v.add(w).intoArray(y, to);
        }
    }

    private static void add(float[] a, int left, float b, float[] y, int target, int length) {
        FloatVector w = FloatVector.broadcast(SPECIES, b);
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(a, left, j, length);
            v.add(w).intoArray(y, to);
        }
    }

    private static void subtract(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        FloatVector nextRight = FloatVector.fromArray(SPECIES, b, right);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            FloatVector w = nextRight;
            next = following(a, left, j, length);
            nextRight = following(b, right, j, length);
            v.sub(w).intoArray(y, to);
        }
    }

    private static void subtract(float[] a, int left, float b, float[] y, int target, int length) {
        FloatVector w = FloatVector.broadcast(SPECIES, b);
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(a, left, j, length);
            v.sub(w).intoArray(y, to);
        }
    }

    private static void multiply(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        FloatVector nextRight = FloatVector.fromArray(SPECIES, b, right);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            FloatVector w = nextRight;
            next = following(a, left, j, length);
            nextRight = following(b, right, j, length);
            v.mul(w).intoArray(y, to);
        }
    }

    private static void multiply(float[] a, int left, float b, float[] y, int target, int length) {
        FloatVector w = FloatVector.broadcast(SPECIES, b);
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(a, left, j, length);
            v.mul(w).intoArray(y, to);
        }
    }

    private static void divide(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        FloatVector nextRight = FloatVector.fromArray(SPECIES, b, right);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            FloatVector w = nextRight;
            next = following(a, left, j, length);
            nextRight = following(b, right, j, length);
            v.div(w).intoArray(y, to);
        }
    }

    private static void divide(float[] a, int left, float b, float[] y, int target, int length) {
        FloatVector w = FloatVector.broadcast(SPECIES, b);
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(a, left, j, length);
            v.div(w).intoArray(y, to);
        }
    }

    private static void min(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        FloatVector nextRight = FloatVector.fromArray(SPECIES, b, right);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            FloatVector w = nextRight;
            next = following(a, left, j, length);
            nextRight = following(b, right, j, length);
            v.min(w).intoArray(y, to);
        }
    }

    private static void min(float[] a, int left, float b, float[] y, int target, int length) {
        FloatVector w = FloatVector.broadcast(SPECIES, b);
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(a, left, j, length);
            v.min(w).intoArray(y, to);
        }
    }

    private static void max(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        FloatVector nextRight = FloatVector.fromArray(SPECIES, b, right);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            FloatVector w = nextRight;
            next = following(a, left, j, length);
            nextRight = following(b, right, j, length);
            v.max(w).intoArray(y, to);
        }
    }

    private static void max(float[] a, int left, float b, float[] y, int target, int length) {
        FloatVector w = FloatVector.broadcast(SPECIES, b);
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(a, left, j, length);
            v.max(w).intoArray(y, to);
        }
    }

    private static void prelu(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        FloatVector nextRight = FloatVector.fromArray(SPECIES, b, right);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            FloatVector w = nextRight;
            next = following(a, left, j, length);
            nextRight = following(b, right, j, length);
            v.mul(w).blend(v, v.compare(VectorOperators.GE, 0f)).intoArray(y, to);
        }
    }

    private static void prelu(float[] a, int left, float b, float[] y, int target, int length) {
        FloatVector w = FloatVector.broadcast(SPECIES, b);
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(a, left, j, length);
            v.mul(w).blend(v, v.compare(VectorOperators.GE, 0f)).intoArray(y, to);
        }
    }
}
