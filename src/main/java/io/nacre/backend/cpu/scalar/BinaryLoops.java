package io.nacre.backend.cpu.scalar;

import io.nacre.op.Binary;

/** Element-wise functions of two rows, or of a row and a number; of those functions that answer floats. */
final class BinaryLoops {
    private BinaryLoops() {}

    static void apply(Binary.Function f, float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        switch (f) {
            case ADD -> add(a, left, b, right, y, target, length);
            case SUB -> subtract(a, left, b, right, y, target, length);
            case MUL -> multiply(a, left, b, right, y, target, length);
            case DIV -> divide(a, left, b, right, y, target, length);
            case POW -> power(a, left, b, right, y, target, length);
            case MIN -> min(a, left, b, right, y, target, length);
            case MAX -> max(a, left, b, right, y, target, length);
            case PRELU -> prelu(a, left, b, right, y, target, length);
            default -> throw new IllegalArgumentException(f + " does not answer floats");
        }
    }

    static void apply(Binary.Function f, float[] a, int left, float b, float[] y, int target, int length) {
        switch (f) {
            case ADD -> add(a, left, b, y, target, length);
            case SUB -> subtract(a, left, b, y, target, length);
            case MUL -> multiply(a, left, b, y, target, length);
            case DIV -> divide(a, left, b, y, target, length);
            case POW -> power(a, left, b, y, target, length);
            case MIN -> min(a, left, b, y, target, length);
            case MAX -> max(a, left, b, y, target, length);
            case PRELU -> prelu(a, left, b, y, target, length);
            default -> throw new IllegalArgumentException(f + " does not answer floats");
        }
    }

    private static void add(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        for (int j = 0; j < length; j++) {
            y[target + j] = a[left + j] + b[right + j];
        }
    }

    private static void add(float[] a, int left, float b, float[] y, int target, int length) {
        for (int j = 0; j < length; j++) {
            y[target + j] = a[left + j] + b;
        }
    }

    private static void subtract(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        for (int j = 0; j < length; j++) {
            y[target + j] = a[left + j] - b[right + j];
        }
    }

    private static void subtract(float[] a, int left, float b, float[] y, int target, int length) {
        for (int j = 0; j < length; j++) {
            y[target + j] = a[left + j] - b;
        }
    }

    private static void multiply(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        for (int j = 0; j < length; j++) {
            y[target + j] = a[left + j] * b[right + j];
        }
    }

    private static void multiply(float[] a, int left, float b, float[] y, int target, int length) {
        for (int j = 0; j < length; j++) {
            y[target + j] = a[left + j] * b;
        }
    }

    private static void divide(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        for (int j = 0; j < length; j++) {
            y[target + j] = a[left + j] / b[right + j];
        }
    }

    private static void divide(float[] a, int left, float b, float[] y, int target, int length) {
        for (int j = 0; j < length; j++) {
            y[target + j] = a[left + j] / b;
        }
    }

    private static void power(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        for (int j = 0; j < length; j++) {
            y[target + j] = (float) power(a[left + j], b[right + j]);
        }
    }

    private static void power(float[] a, int left, float b, float[] y, int target, int length) {
        for (int j = 0; j < length; j++) {
            y[target + j] = (float) power(a[left + j], b);
        }
    }

    private static void min(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        for (int j = 0; j < length; j++) {
            y[target + j] = Math.min(a[left + j], b[right + j]);
        }
    }

    private static void min(float[] a, int left, float b, float[] y, int target, int length) {
        for (int j = 0; j < length; j++) {
            y[target + j] = Math.min(a[left + j], b);
        }
    }

    private static void max(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        for (int j = 0; j < length; j++) {
            y[target + j] = Math.max(a[left + j], b[right + j]);
        }
    }

    private static void max(float[] a, int left, float b, float[] y, int target, int length) {
        for (int j = 0; j < length; j++) {
            y[target + j] = Math.max(a[left + j], b);
        }
    }

    private static void prelu(float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        for (int j = 0; j < length; j++) {
            y[target + j] = a[left + j] >= 0 ? a[left + j] : b[right + j] * a[left + j];
        }
    }

    private static void prelu(float[] a, int left, float b, float[] y, int target, int length) {
        for (int j = 0; j < length; j++) {
            y[target + j] = a[left + j] >= 0 ? a[left + j] : b * a[left + j];
        }
    }

    /** As IEEE 754 has it: 1 to any power is 1, and so is -1 to an infinite one, where Java answers NaN. */
    private static double power(double a, double b) {
        return a == 1 || (a == -1 && Double.isInfinite(b)) ? 1 : Math.pow(a, b);
    }
}
