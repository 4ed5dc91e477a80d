package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;
import static io.nacre.backend.cpu.simd.SmoothActivations.at;
import static io.nacre.backend.cpu.simd.SmoothActivations.following;

import io.nacre.op.Binary;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Functions of two rows, or of a row and a number, of at least a vector; made as {@link SmoothActivations} are. */
final class SimdPairs {
    private SimdPairs() {}

    /** Whether the function has a loop here. */
    static boolean apply(
            Binary.Function f, float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        switch (f) {
            case ADD -> add(a, left, b, right, y, target, length);
            case SUB -> subtract(a, left, b, right, y, target, length);
            case MUL -> multiply(a, left, b, right, y, target, length);
            case DIV -> divide(a, left, b, right, y, target, length);
            case MIN -> min(a, left, b, right, y, target, length);
            case MAX -> max(a, left, b, right, y, target, length);
            case PRELU -> prelu(a, left, b, right, y, target, length);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Whether the function has a loop here. */
    static boolean apply(Binary.Function f, float[] a, int left, float b, float[] y, int target, int length) {
        switch (f) {
            case ADD -> add(a, left, b, y, target, length);
            case SUB -> subtract(a, left, b, y, target, length);
            case MUL -> multiply(a, left, b, y, target, length);
            case DIV -> divide(a, left, b, y, target, length);
            case MIN -> min(a, left, b, y, target, length);
            case MAX -> max(a, left, b, y, target, length);
            case PRELU -> prelu(a, left, b, y, target, length);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void add(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        FloatVector nextRight = FloatVector.fromArray(SPECIES, b, right);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            FloatVector w = nextRight;
            next = following(a, left, j, length);
            nextRight = following(b, right, j, length);
            v.add(w).intoArray(y, at(target, j, length));
        }
    }

    private static void add(float[] a, int left, float b, float[] y, int target, int length) {
        FloatVector w = FloatVector.broadcast(SPECIES, b);
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(a, left, j, length);
            v.add(w).intoArray(y, at(target, j, length));
        }
    }

    private static void subtract(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        FloatVector nextRight = FloatVector.fromArray(SPECIES, b, right);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            FloatVector w = nextRight;
            next = following(a, left, j, length);
            nextRight = following(b, right, j, length);
            v.sub(w).intoArray(y, at(target, j, length));
        }
    }

    private static void subtract(float[] a, int left, float b, float[] y, int target, int length) {
        FloatVector w = FloatVector.broadcast(SPECIES, b);
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(a, left, j, length);
            v.sub(w).intoArray(y, at(target, j, length));
        }
    }

    private static void multiply(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        FloatVector nextRight = FloatVector.fromArray(SPECIES, b, right);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            FloatVector w = nextRight;
            next = following(a, left, j, length);
            nextRight = following(b, right, j, length);
            v.mul(w).intoArray(y, at(target, j, length));
        }
    }

    private static void multiply(float[] a, int left, float b, float[] y, int target, int length) {
        FloatVector w = FloatVector.broadcast(SPECIES, b);
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(a, left, j, length);
            v.mul(w).intoArray(y, at(target, j, length));
        }
    }

    private static void divide(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        FloatVector nextRight = FloatVector.fromArray(SPECIES, b, right);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            FloatVector w = nextRight;
            next = following(a, left, j, length);
            nextRight = following(b, right, j, length);
            v.div(w).intoArray(y, at(target, j, length));
        }
    }

    private static void divide(float[] a, int left, float b, float[] y, int target, int length) {
        FloatVector w = FloatVector.broadcast(SPECIES, b);
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(a, left, j, length);
            v.div(w).intoArray(y, at(target, j, length));
        }
    }

    private static void min(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        FloatVector nextRight = FloatVector.fromArray(SPECIES, b, right);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            FloatVector w = nextRight;
            next = following(a, left, j, length);
            nextRight = following(b, right, j, length);
            v.min(w).intoArray(y, at(target, j, length));
        }
    }

    private static void min(float[] a, int left, float b, float[] y, int target, int length) {
        FloatVector w = FloatVector.broadcast(SPECIES, b);
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(a, left, j, length);
            v.min(w).intoArray(y, at(target, j, length));
        }
    }

    private static void max(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        FloatVector nextRight = FloatVector.fromArray(SPECIES, b, right);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            FloatVector w = nextRight;
            next = following(a, left, j, length);
            nextRight = following(b, right, j, length);
            v.max(w).intoArray(y, at(target, j, length));
        }
    }

    private static void max(float[] a, int left, float b, float[] y, int target, int length) {
        FloatVector w = FloatVector.broadcast(SPECIES, b);
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(a, left, j, length);
            v.max(w).intoArray(y, at(target, j, length));
        }
    }

    private static void prelu(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        FloatVector nextRight = FloatVector.fromArray(SPECIES, b, right);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            FloatVector w = nextRight;
            next = following(a, left, j, length);
            nextRight = following(b, right, j, length);
            v.mul(w).blend(v, v.compare(VectorOperators.GE, 0f)).intoArray(y, at(target, j, length));
        }
    }

    private static void prelu(float[] a, int left, float b, float[] y, int target, int length) {
        FloatVector w = FloatVector.broadcast(SPECIES, b);
        FloatVector next = FloatVector.fromArray(SPECIES, a, left);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(a, left, j, length);
            v.mul(w).blend(v, v.compare(VectorOperators.GE, 0f)).intoArray(y, at(target, j, length));
        }
    }
}
