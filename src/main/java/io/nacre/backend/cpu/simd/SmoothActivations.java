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
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Activations made of {@link VectorMath}, over rows of at least a vector: a loop each, one of {@link LoopRoots}. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // loops are found by name, and all take the same
final class SmoothActivations {
    private static final FloatVector ROOT_HALF = constant(0.70710678f);
    /** Where the tail's exponent, by its polynomial, is -87.3: exp is 0 there, and would be undefined beyond -87.6. */
    private static final FloatVector GELU_LIMIT = constant(9.956f);

    private static final FloatVector MINUS_ZERO = constant(-0f);
    /** exp of it and of its opposite are normal numbers. */
    private static final float FINITE = 87;
    /** √(8/π): twice the factor in front of the polynomial that tanh takes. */
    private static final float GELU_SCALE = 1.59576912f;

    static final Map<Activation.Function, MethodHandle> LOOPS = LoopRoots.of(
            MethodHandles.lookup(),
            LoopRoots.ACTIVATION,
            Map.ofEntries(
                    Map.entry(Activation.Function.EXP, "exp"),
                    Map.entry(Activation.Function.LOG, "log"),
                    Map.entry(Activation.Function.ERF, "erf"),
                    Map.entry(Activation.Function.TANH, "tanh"),
                    Map.entry(Activation.Function.SIGMOID, "sigmoid"),
                    Map.entry(Activation.Function.SILU, "silu"),
                    Map.entry(Activation.Function.GELU, "gelu"),
                    Map.entry(Activation.Function.GELU_TANH, "geluTanh"),
                    Map.entry(Activation.Function.ELU, "elu"),
                    Map.entry(Activation.Function.SELU, "selu"),
                    Map.entry(Activation.Function.CELU, "celu"),
                    Map.entry(Activation.Function.SOFTPLUS, "softplus"),
                    Map.entry(Activation.Function.LOG_SIGMOID, "logSigmoid"),
                    Map.entry(Activation.Function.MISH, "mish"),
                    Map.entry(Activation.Function.TANH_SHRINK, "tanhShrink")));

    private SmoothActivations() {}

    private static void exp(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            VectorMath.exp(v).intoArray(y, to);
        }
    }

    private static void log(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            VectorMath.log(v).intoArray(y, to);
        }
    }

    private static void erf(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            VectorMath.erf(v).intoArray(y, to);
        }
    }

    private static void tanh(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            VectorMath.tanh(v).intoArray(y, to);
        }
    }

    private static void sigmoid(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            VectorMath.sigmoid(v).intoArray(y, to);
        }
    }

    private static void silu(float[] x, int source, float[] y, int target, int length, float a, float b) {
        if (a != 1) {
            scaledSilu(x, source, y, target, length, a);
            return;
        }
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            v.div(VectorMath.exp(v.neg()).add(1f)).intoArray(y, to);
        }
    }

    /** With a factor, whose rounded product with a large argument would be felt in exp. */
    private static void scaledSilu(float[] x, int source, float[] y, int target, int length, float a) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            FloatVector u = v.mul(-a);
            FloatVector e = VectorMath.exp(u);
            v.div(e.add(e.mul(lost(v, -a, u))).add(1f))
                    .blend(v.div(e.add(1f)), u.abs().compare(VectorOperators.GT, FINITE))
                    .intoArray(y, to);
        }
    }

    /** What the rounding of a product took away from it. */
    private static FloatVector lost(FloatVector x, float a, FloatVector product) {
        return x.fma(constant(a), product.neg());
    }

    private static void gelu(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            FloatVector magnitude = v.abs();
            FloatVector t = magnitude
                    .blend(GELU_LIMIT, magnitude.compare(VectorOperators.GT, GELU_LIMIT))
                    .mul(ROOT_HALF);
            v.blend(MINUS_ZERO, v.compare(VectorOperators.LT, MINUS_ZERO))
                    .sub(VectorMath.erfTail(t).mul(t).mul(ROOT_HALF))
                    .intoArray(y, to);
        }
    }

    private static void geluTanh(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            FloatVector u =
                    v.mul(v).fma(constant(0.044715f), constant(1)).mul(v).mul(GELU_SCALE);
            FloatVector limited = v.blend(-0f, v.compare(VectorOperators.LT, -40f)); // at -∞ the limit, not ∞ · 0
            limited.mul(VectorMath.sigmoid(u)).intoArray(y, to);
        }
    }

    private static void elu(float[] x, int source, float[] y, int target, int length, float a, float b) {
        selu(x, source, y, target, length, a, 1);
    }

    private static void selu(float[] x, int source, float[] y, int target, int length, float factor, float scale) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            FloatVector below = VectorMath.expm1(v).mul(factor);
            below.blend(v, v.compare(VectorOperators.GT, 0f)).mul(scale).intoArray(y, to);
        }
    }

    private static void celu(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            FloatVector below = VectorMath.expm1(v.div(a)).mul(a);
            below.blend(v, v.compare(VectorOperators.GT, 0f)).intoArray(y, to);
        }
    }

    private static void softplus(float[] x, int source, float[] y, int target, int length, float a, float b) {
        if (a != 1) {
            scaledSoftplus(x, source, y, target, length, a, b);
            return;
        }
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            FloatVector tail = VectorMath.log1p(VectorMath.exp(v.abs().neg()));
            FloatVector above = v.blend(0, v.compare(VectorOperators.LT, 0f));
            above.add(tail).blend(v, v.compare(VectorOperators.GT, b)).intoArray(y, to);
        }
    }

    /** With a factor: as {@link #scaledSilu}. */
    private static void scaledSoftplus(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            FloatVector u = v.mul(a);
            VectorMask<Float> negative = u.compare(VectorOperators.LT, 0f);
            FloatVector magnitude = u.abs();
            FloatVector lost = lost(v, a, u);
            FloatVector e = VectorMath.exp(magnitude.neg());
            FloatVector exact = e.add(e.mul(lost.neg().blend(lost, negative)));
            FloatVector tail = VectorMath.log1p(exact.blend(e, magnitude.compare(VectorOperators.GT, FINITE)));
            u.blend(0, negative)
                    .add(tail)
                    .div(a)
                    .blend(v, u.compare(VectorOperators.GT, b))
                    .intoArray(y, to);
        }
    }

    private static void logSigmoid(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            FloatVector tail = VectorMath.log1p(VectorMath.exp(v.abs().neg()));
            v.blend(0, v.compare(VectorOperators.GT, 0f)).sub(tail).intoArray(y, to);
        }
    }

    private static void mish(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            FloatVector e = VectorMath.exp(v.blend(20, v.compare(VectorOperators.GT, 20f)));
            FloatVector n = e.fma(e, e.add(e)); // tanh(log1p(e)) = n / (n + 2)
            v.mul(n.div(n.add(2f))).intoArray(y, to);
        }
    }

    private static void tanhShrink(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            int to = at(target, j, length);
            FloatVector v = next;
            next = following(x, source, j, length);
            v.sub(VectorMath.tanh(v)).intoArray(y, to);
        }
    }
}
