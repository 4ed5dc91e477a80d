package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;
import static io.nacre.backend.cpu.simd.Lanes.at;
import static io.nacre.backend.cpu.simd.Lanes.following;
import static io.nacre.backend.cpu.simd.VectorMath.constant;

import io.nacre.op.Activation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Activations of a few arithmetic operations, over rows of at least a vector: a loop each, one of {@link LoopRoots}. Limits are blended in after a
 * comparison, since NaN and -0 are to stay what they are.
 */
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // loops are found by name, and all take the same
final class PlainActivations {
    static final Map<Activation.Function, MethodHandle> LOOPS = LoopRoots.of(
            MethodHandles.lookup(),
            LoopRoots.ACTIVATION,
            Map.ofEntries(
                    Map.entry(Activation.Function.ABS, "abs"),
                    Map.entry(Activation.Function.NEG, "negate"),
                    Map.entry(Activation.Function.RECIPROCAL, "reciprocal"),
                    Map.entry(Activation.Function.SQRT, "sqrt"),
                    Map.entry(Activation.Function.RELU, "relu"),
                    Map.entry(Activation.Function.CLIP, "clip"),
                    Map.entry(Activation.Function.LEAKY_RELU, "leakyRelu"),
                    Map.entry(Activation.Function.THRESHOLD, "threshold"),
                    Map.entry(Activation.Function.HARD_SIGMOID, "hardSigmoid"),
                    Map.entry(Activation.Function.HARD_SWISH, "hardSwish"),
                    Map.entry(Activation.Function.SOFTSIGN, "softsign"),
                    Map.entry(Activation.Function.SHRINK, "shrink")));

    private PlainActivations() {}

    private static void abs(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            v.abs().intoArray(y, to);
        }
    }

    private static void negate(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            v.neg().intoArray(y, to);
        }
    }

    private static void reciprocal(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            constant(1).div(v).intoArray(y, to);
        }
    }

    private static void sqrt(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            v.sqrt().intoArray(y, to);
        }
    }

    private static void relu(float[] x, int source, float[] y, int target, int length, float a, float b) {
        clip(x, source, y, target, length, 0, Float.POSITIVE_INFINITY);
    }

    private static void clip(float[] x, int source, float[] y, int target, int length, float low, float high) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            FloatVector atLeast = v.blend(low, v.compare(VectorOperators.LT, low));
            atLeast.blend(high, atLeast.compare(VectorOperators.GT, high)).intoArray(y, to);
        }
    }

    private static void leakyRelu(float[] x, int source, float[] y, int target, int length, float slope, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            v.mul(slope).blend(v, v.compare(VectorOperators.GE, 0f)).intoArray(y, to);
        }
    }

    private static void threshold(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            v.blend(b, v.compare(VectorOperators.LE, a)).intoArray(y, to);
        }
    }

    private static void hardSigmoid(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            gate(v, a, b).intoArray(y, to);
        }
    }

    private static void hardSwish(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            v.mul(gate(v, a, b)).intoArray(y, to);
        }
    }

    private static void softsign(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            v.div(v.abs().add(1f)).intoArray(y, to);
        }
    }

    private static void shrink(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            v.blend(0, v.compare(VectorOperators.LE, a))
                    .blend(v.add(b), v.compare(VectorOperators.LT, -a))
                    .blend(v.sub(b), v.compare(VectorOperators.GT, a))
                    .intoArray(y, to);
        }
    }

    /** {@code min(max(a·v + b, 0), 1)}. */
    private static FloatVector gate(FloatVector v, float a, float b) {
        FloatVector line = v.fma(constant(a), constant(b));
        FloatVector above = line.blend(0, line.compare(VectorOperators.LT, 0f));
        return above.blend(1, above.compare(VectorOperators.GT, 1f));
    }
}
