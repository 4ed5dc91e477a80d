package io.nacre.backend.cpu.scalar;

import static io.nacre.backend.cpu.scalar.Fma.fma;

import io.nacre.op.Activation;

/**
 * Activations over rows. What needs no more than a few float operations has a loop that vectorises; the rest is computed
 * element by element in double precision by {@link Activations}.
 */
final class ActivationLoops {
    private ActivationLoops() {}

    /** {@code row[at + j] = f(row[at + j])} for {@code length} elements. */
    static void apply(Activation activation, float[] row, int at, int length) {
        float a = activation.a();
        float b = activation.b();
        switch (activation.function()) {
            case ABS -> abs(row, at, length);
            case NEG -> negate(row, at, length);
            case RELU -> relu(row, at, length);
            case CLIP -> clip(row, at, length, a, b);
            case LEAKY_RELU -> leakyRelu(row, at, length, a);
            case HARD_SIGMOID -> hardSigmoid(row, at, length, a, b);
            case HARD_SWISH -> hardSwish(row, at, length, a, b);
            default -> elementwise(activation.function(), row, at, length, a, b);
        }
    }

    private static void abs(float[] row, int at, int length) {
        for (int j = 0; j < length; j++) {
            row[at + j] = Math.abs(row[at + j]);
        }
    }

    private static void negate(float[] row, int at, int length) {
        for (int j = 0; j < length; j++) {
            row[at + j] = -row[at + j];
        }
    }

    /** Keeps -0, which {@code Math.max(x, 0)} does not: the other side of the maximum is -0 where x is a zero. */
    private static void relu(float[] row, int at, int length) {
        for (int j = 0; j < length; j++) {
            float x = row[at + j];
            row[at + j] = Math.max(x, -Math.max(x + 0f, -0f));
        }
    }

    private static void clip(float[] row, int at, int length, float min, float max) {
        if (min == 0) {
            relu(row, at, length);
        } else {
            for (int j = 0; j < length; j++) {
                row[at + j] = Math.max(row[at + j], min);
            }
        }
        for (int j = 0; j < length; j++) {
            row[at + j] = Math.min(row[at + j], max);
        }
    }

    /** {@code row[at + j] = row[at + j] ≥ 0 ? row[at + j] : slope · row[at + j]}. */
    private static void leakyRelu(float[] row, int at, int length, float slope) {
        if (slope > 0 && slope <= 1) { // then it is the larger of the two, which vectorises
            for (int j = 0; j < length; j++) {
                row[at + j] = Math.max(row[at + j], slope * row[at + j]);
            }
        } else {
            for (int j = 0; j < length; j++) {
                row[at + j] = row[at + j] >= 0 ? row[at + j] : slope * row[at + j];
            }
        }
    }

    private static void hardSigmoid(float[] row, int at, int length, float a, float b) {
        for (int j = 0; j < length; j++) {
            row[at + j] = Math.min(Math.max(fma(a, row[at + j], b), 0f), 1f);
        }
    }

    private static void hardSwish(float[] row, int at, int length, float a, float b) {
        for (int j = 0; j < length; j++) {
            float x = row[at + j];
            row[at + j] = x * Math.min(Math.max(fma(a, x, b), 0f), 1f);
        }
    }

    private static void elementwise(Activation.Function function, float[] row, int at, int length, float a, float b) {
        for (int j = 0; j < length; j++) {
            row[at + j] = (float) Activations.value(function, row[at + j], a, b);
        }
    }
}
