package io.nacre.backend.cpu.scalar;

import io.nacre.op.Binary;

/** Element-wise functions of two rows. */
public final class BinaryLoops {
    private BinaryLoops() {}

    /** {@code a[j] = f(a[j], b[j])} for the first {@code length} elements; of functions that answer floats. */
    public static void apply(Binary.Function function, float[] a, float[] b, int length) {
        switch (function) {
            case ADD -> add(a, b, length);
            case SUB -> subtract(a, b, length);
            case MUL -> multiply(a, b, length);
            case DIV -> divide(a, b, length);
            case POW -> power(a, b, length);
            case MIN -> min(a, b, length);
            case MAX -> max(a, b, length);
            case PRELU -> prelu(a, b, length);
            default -> throw new IllegalArgumentException(function + " does not answer floats");
        }
    }

    private static void add(float[] a, float[] b, int length) {
        for (int j = 0; j < length; j++) {
            a[j] += b[j];
        }
    }

    private static void subtract(float[] a, float[] b, int length) {
        for (int j = 0; j < length; j++) {
            a[j] -= b[j];
        }
    }

    private static void multiply(float[] a, float[] b, int length) {
        for (int j = 0; j < length; j++) {
            a[j] *= b[j];
        }
    }

    private static void divide(float[] a, float[] b, int length) {
        for (int j = 0; j < length; j++) {
            a[j] /= b[j];
        }
    }

    private static void power(float[] a, float[] b, int length) {
        for (int j = 0; j < length; j++) {
            a[j] = (float) power(a[j], b[j]);
        }
    }

    /** As IEEE 754 has it: 1 to any power is 1, and so is -1 to an infinite one, where Java answers NaN. */
    private static double power(double a, double b) {
        return a == 1 || (a == -1 && Double.isInfinite(b)) ? 1 : Math.pow(a, b);
    }

    private static void min(float[] a, float[] b, int length) {
        for (int j = 0; j < length; j++) {
            a[j] = Math.min(a[j], b[j]);
        }
    }

    private static void max(float[] a, float[] b, int length) {
        for (int j = 0; j < length; j++) {
            a[j] = Math.max(a[j], b[j]);
        }
    }

    private static void prelu(float[] a, float[] b, int length) {
        for (int j = 0; j < length; j++) {
            a[j] = a[j] >= 0 ? a[j] : b[j] * a[j];
        }
    }
}
