package io.nacre.backend.cpu.scalar;

import static io.nacre.backend.cpu.scalar.Fma.fma;

import io.nacre.op.Activation;

/**
 * Activations over rows. What needs no more than a few float operations has a loop that vectorises; the rest is computed
 * element by element in double precision by {@link Activations}.
 */
public final class ActivationLoops {
    private ActivationLoops() {}

    /** {@code row[j] = f(row[j])} for the first {@code length} elements. */
    public static void apply(Activation activation, float[] row, int length) {
        float a = activation.a();
        float b = activation.b();
        switch (activation.function()) {
            case ABS -> abs(row, length);
            case NEG -> negate(row, length);
            case RELU -> relu(row, length);
            case CLIP -> clip(row, length, a, b);
            case LEAKY_RELU -> leakyRelu(row, length, a);
            case HARD_SIGMOID -> hardSigmoid(row, length, a, b);
            case HARD_SWISH -> hardSwish(row, length, a, b);
            default -> elementwise(activation.function(), row, length, a, b);
        }
    }

    private static void abs(float[] row, int length) {
        for (int j = 0; j < length; j++) {
            row[j] = Math.abs(row[j]);
        }
    }

    private static void negate(float[] row, int length) {
        for (int j = 0; j < length; j++) {
            row[j] = -row[j];
        }
    }

    /** Keeps -0, which {@code Math.max(x, 0)} does not: the other side of the maximum is -0 where x is a zero. */
    private static void relu(float[] row, int length) {
        for (int j = 0; j < length; j++) {
            float x = row[j];
            row[j] = Math.max(x, -Math.max(x + 0f, -0f));
        }
    }

    private static void clip(float[] row, int length, float min, float max) {
        if (min == 0) {
            relu(row, length);
        } else {
            for (int j = 0; j < length; j++) {
                row[j] = Math.max(row[j], min);
            }
        }
        for (int j = 0; j < length; j++) {
            row[j] = Math.min(row[j], max);
        }
    }

    /** {@code row[j] = row[j] ≥ 0 ? row[j] : slope · row[j]}. */
    public static void leakyRelu(float[] row, int length, float slope) {
        if (slope > 0 && slope <= 1) { // then it is the larger of the two, which vectorises
            for (int j = 0; j < length; j++) {
                row[j] = Math.max(row[j], slope * row[j]);
            }
        } else {
            for (int j = 0; j < length; j++) {
                row[j] = row[j] >= 0 ? row[j] : slope * row[j];
            }
        }
    }

    private static void hardSigmoid(float[] row, int length, float a, float b) {
        for (int j = 0; j < length; j++) {
            row[j] = Math.min(Math.max(fma(a, row[j], b), 0f), 1f);
        }
    }

    private static void hardSwish(float[] row, int length, float a, float b) {
        for (int j = 0; j < length; j++) {
            float x = row[j];
            row[j] = x * Math.min(Math.max(fma(a, x, b), 0f), 1f);
        }
    }

    private static void elementwise(Activation.Function function, float[] row, int length, float a, float b) {
        for (int j = 0; j < length; j++) {
            row[j] = (float) Activations.value(function, row[j], a, b);
        }
    }
}
