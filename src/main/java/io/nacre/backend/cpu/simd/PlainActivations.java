package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;
import static io.nacre.backend.cpu.simd.SmoothActivations.at;
import static io.nacre.backend.cpu.simd.SmoothActivations.following;
import static io.nacre.backend.cpu.simd.VectorMath.constant;

import io.nacre.op.Activation;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Activations of a few arithmetic operations, as {@link SmoothActivations} are made. Limits are blended in after a
 * comparison, since NaN and -0 are to stay what they are.
 */
final class PlainActivations {
    private PlainActivations() {}

    /** Whether the function has a loop here. */
    static boolean apply(Activation f, float[] x, int source, float[] y, int target, int length) {
        float a = f.a();
        float b = f.b();
        switch (f.function()) {
            case ABS -> abs(x, source, y, target, length);
            case NEG -> negate(x, source, y, target, length);
            case RECIPROCAL -> reciprocal(x, source, y, target, length);
            case SQRT -> sqrt(x, source, y, target, length);
            case RELU -> clip(x, source, y, target, length, 0, Float.POSITIVE_INFINITY);
            case CLIP -> clip(x, source, y, target, length, a, b);
            case LEAKY_RELU -> leakyRelu(x, source, y, target, length, a);
            case THRESHOLD -> threshold(x, source, y, target, length, a, b);
            case HARD_SIGMOID -> hardSigmoid(x, source, y, target, length, a, b);
            case HARD_SWISH -> hardSwish(x, source, y, target, length, a, b);
            case SOFTSIGN -> softsign(x, source, y, target, length);
            case SHRINK -> shrink(x, source, y, target, length, a, b);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void abs(float[] x, int source, float[] y, int target, int length) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            v.abs().intoArray(y, at(target, j, length));
        }
    }

    private static void negate(float[] x, int source, float[] y, int target, int length) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            v.neg().intoArray(y, at(target, j, length));
        }
    }

    private static void reciprocal(float[] x, int source, float[] y, int target, int length) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            constant(1).div(v).intoArray(y, at(target, j, length));
        }
    }

    private static void sqrt(float[] x, int source, float[] y, int target, int length) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            v.sqrt().intoArray(y, at(target, j, length));
        }
    }

    private static void clip(float[] x, int source, float[] y, int target, int length, float low, float high) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            FloatVector atLeast = v.blend(low, v.compare(VectorOperators.LT, low));
            atLeast.blend(high, atLeast.compare(VectorOperators.GT, high)).intoArray(y, at(target, j, length));
        }
    }

    private static void leakyRelu(float[] x, int source, float[] y, int target, int length, float slope) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            v.mul(slope).blend(v, v.compare(VectorOperators.GE, 0f)).intoArray(y, at(target, j, length));
        }
    }

    private static void threshold(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            v.blend(b, v.compare(VectorOperators.LE, a)).intoArray(y, at(target, j, length));
        }
    }

    private static void hardSigmoid(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            gate(v, a, b).intoArray(y, at(target, j, length));
        }
    }

    private static void hardSwish(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            v.mul(gate(v, a, b)).intoArray(y, at(target, j, length));
        }
    }

    private static void softsign(float[] x, int source, float[] y, int target, int length) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            v.div(v.abs().add(1f)).intoArray(y, at(target, j, length));
        }
    }

    private static void shrink(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            v.blend(0, v.compare(VectorOperators.LE, a))
                    .blend(v.add(b), v.compare(VectorOperators.LT, -a))
                    .blend(v.sub(b), v.compare(VectorOperators.GT, a))
                    .intoArray(y, at(target, j, length));
        }
    }

    /** {@code min(max(a·v + b, 0), 1)}. */
    private static FloatVector gate(FloatVector v, float a, float b) {
        FloatVector line = v.fma(constant(a), constant(b));
        FloatVector above = line.blend(0, line.compare(VectorOperators.LT, 0f));
        return above.blend(1, above.compare(VectorOperators.GT, 1f));
    }
}
