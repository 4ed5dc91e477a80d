package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;
import static io.nacre.backend.cpu.simd.VectorMath.constant;

import io.nacre.op.Activation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.EnumMap;
import java.util.Map;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Activations made of {@link VectorMath}, over rows of at least a vector: a loop each, since a loop that is told its
 * function would make objects of vectors. The last vector of a row overlaps the one before; it is read before that one is
 * written, because results may go where arguments lie.
 */
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // loops are found by name, and all take the same
final class SmoothActivations {
    private static final FloatVector ROOT_HALF = constant(0.70710678f);
    /** From here on the tail is 0. */
    private static final FloatVector GELU_LIMIT = constant(16);

    private static final FloatVector MINUS_ZERO = constant(-0f);
    /** √(8/π): twice the factor in front of the polynomial that tanh takes. */
    private static final float GELU_SCALE = 1.59576912f;

    private SmoothActivations() {}

    /**
     * The loops. They are called by handles that are no constants of the caller, so that the compiler takes each by itself: it
     * inlines no more than 18,000 nodes, which is one of these loops, and what it does not inline makes objects of vectors.
     */
    private static final Map<Activation.Function, MethodHandle> LOOPS = new EnumMap<>(Map.ofEntries(
            Map.entry(Activation.Function.EXP, loop("exp")),
            Map.entry(Activation.Function.LOG, loop("log")),
            Map.entry(Activation.Function.ERF, loop("erf")),
            Map.entry(Activation.Function.TANH, loop("tanh")),
            Map.entry(Activation.Function.SIGMOID, loop("sigmoid")),
            Map.entry(Activation.Function.SILU, loop("silu")),
            Map.entry(Activation.Function.GELU, loop("gelu")),
            Map.entry(Activation.Function.GELU_TANH, loop("geluTanh")),
            Map.entry(Activation.Function.ELU, loop("elu")),
            Map.entry(Activation.Function.SELU, loop("selu")),
            Map.entry(Activation.Function.CELU, loop("celu")),
            Map.entry(Activation.Function.SOFTPLUS, loop("softplus")),
            Map.entry(Activation.Function.LOG_SIGMOID, loop("logSigmoid")),
            Map.entry(Activation.Function.MISH, loop("mish")),
            Map.entry(Activation.Function.TANH_SHRINK, loop("tanhShrink"))));

    private static MethodHandle loop(String name) {
        MethodType type = MethodType.methodType(
                void.class, float[].class, int.class, float[].class, int.class, int.class, float.class, float.class);
        try {
            return MethodHandles.lookup().findStatic(SmoothActivations.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the loop " + name + " is not as it should be", e);
        }
    }

    /** Whether the function has a loop here. */
    static boolean apply(Activation f, float[] x, int source, float[] y, int target, int length) {
        MethodHandle loop = LOOPS.get(f.function());
        if (loop == null) {
            return false;
        }
        try {
            loop.invokeExact(x, source, y, target, length, f.a(), f.b());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a loop threw what it does not declare", e);
        }
        return true;
    }

    /** The vector after the one at {@code j}; at the row's end the last one again. */
    static FloatVector following(float[] x, int source, int j, int length) {
        return FloatVector.fromArray(SPECIES, x, source + Math.min(j + COUNT, length - COUNT));
    }

    /** Where the vector at {@code j} goes. */
    static int at(int target, int j, int length) {
        return target + Math.min(j, length - COUNT);
    }

    private static void exp(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            VectorMath.exp(v).intoArray(y, at(target, j, length));
        }
    }

    private static void log(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            VectorMath.log(v).intoArray(y, at(target, j, length));
        }
    }

    private static void erf(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            VectorMath.erf(v).intoArray(y, at(target, j, length));
        }
    }

    private static void tanh(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            VectorMath.tanh(v).intoArray(y, at(target, j, length));
        }
    }

    private static void sigmoid(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            VectorMath.sigmoid(v).intoArray(y, at(target, j, length));
        }
    }

    private static void silu(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            v.div(VectorMath.exp(v.mul(-a)).add(1f)).intoArray(y, at(target, j, length));
        }
    }

    private static void gelu(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            FloatVector t = v.abs().min(GELU_LIMIT).mul(ROOT_HALF);
            v.max(MINUS_ZERO).sub(VectorMath.erfTail(t).mul(t).mul(ROOT_HALF)).intoArray(y, at(target, j, length));
        }
    }

    private static void geluTanh(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            FloatVector u =
                    v.mul(v).fma(constant(0.044715f), constant(1)).mul(v).mul(GELU_SCALE);
            FloatVector limited = v.blend(-0f, v.compare(VectorOperators.LT, -40f)); // at -∞ the limit, not ∞ · 0
            limited.mul(VectorMath.sigmoid(u)).intoArray(y, at(target, j, length));
        }
    }

    private static void elu(float[] x, int source, float[] y, int target, int length, float a, float b) {
        selu(x, source, y, target, length, a, 1);
    }

    private static void selu(float[] x, int source, float[] y, int target, int length, float factor, float scale) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            FloatVector below = VectorMath.expm1(v).mul(factor);
            below.blend(v, v.compare(VectorOperators.GT, 0f)).mul(scale).intoArray(y, at(target, j, length));
        }
    }

    private static void celu(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            FloatVector below = VectorMath.expm1(v.div(a)).mul(a);
            below.blend(v, v.compare(VectorOperators.GT, 0f)).intoArray(y, at(target, j, length));
        }
    }

    private static void softplus(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            FloatVector scaled = v.mul(a);
            FloatVector tail = VectorMath.log1p(VectorMath.exp(scaled.abs().neg()));
            FloatVector above = scaled.blend(0, scaled.compare(VectorOperators.LT, 0f));
            above.add(tail)
                    .mul(1 / a)
                    .blend(v, scaled.compare(VectorOperators.GT, b))
                    .intoArray(y, at(target, j, length));
        }
    }

    private static void logSigmoid(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            FloatVector tail = VectorMath.log1p(VectorMath.exp(v.abs().neg()));
            v.blend(0, v.compare(VectorOperators.GT, 0f)).sub(tail).intoArray(y, at(target, j, length));
        }
    }

    private static void mish(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            FloatVector e = VectorMath.exp(v.blend(20, v.compare(VectorOperators.GT, 20f)));
            FloatVector n = e.fma(e, e.add(e)); // tanh(log1p(e)) = n / (n + 2)
            v.mul(n.div(n.add(2f))).intoArray(y, at(target, j, length));
        }
    }

    private static void tanhShrink(float[] x, int source, float[] y, int target, int length, float a, float b) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            v.sub(VectorMath.tanh(v)).intoArray(y, at(target, j, length));
        }
    }
}
