package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;
import static io.nacre.backend.cpu.simd.Lanes.at;
import static io.nacre.backend.cpu.simd.Lanes.following;
import static io.nacre.backend.cpu.simd.VectorMath.constant;

import io.nacre.backend.cpu.micro.RowLoops;
import io.nacre.backend.cpu.scalar.ScalarRows;
import io.nacre.op.Activation;
import io.nacre.op.Binary;
import java.lang.invoke.MethodHandle;
import java.util.EnumMap;
import java.util.Map;
import jdk.incubator.vector.FloatVector;

/** Rows by vectors; what is shorter than a vector, or seldom asked for, by plain loops. */
final class SimdRows implements RowLoops {
    private static final Map<Activation.Function, MethodHandle> ACTIVATIONS = new EnumMap<>(PlainActivations.LOOPS);

    static {
        ACTIVATIONS.putAll(SmoothActivations.LOOPS);
    }

    private final RowLoops plain = new ScalarRows();

    @Override
    public void activate(Activation f, float[] x, int source, float[] y, int target, int length) {
        MethodHandle loop = length < COUNT ? null : ACTIVATIONS.get(f.function());
        if (loop == null) {
            plain.activate(f, x, source, y, target, length);
            return;
        }
        try {
            loop.invokeExact(x, source, y, target, length, f.a(), f.b());
        } catch (Throwable e) {
            throw LoopRoots.undeclared(e);
        }
    }

    @Override
    public void combine(
            Binary.Function f, float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        if (length < COUNT || !SimdPairs.apply(f, a, left, b, right, y, target, length)) {
            plain.combine(f, a, left, b, right, y, target, length);
        }
    }

    @Override
    public void combine(Binary.Function f, float[] a, int left, float b, float[] y, int target, int length) {
        if (length < COUNT || !SimdPairs.apply(f, a, left, b, y, target, length)) {
            plain.combine(f, a, left, b, y, target, length);
        }
    }

    @Override
    public double sum(float[] x, int first, int length) {
        return length < COUNT ? plain.sum(x, first, length) : SimdSums.sum(x, first, length);
    }

    @Override
    public void differences(float[] x, int first, int length, float from, double[] sums) {
        if (length < COUNT) {
            plain.differences(x, first, length, from, sums);
        } else {
            SimdSums.differences(x, first, length, from, sums);
        }
    }

    @Override
    public float largest(float[] x, int first, int length) {
        return length < COUNT ? plain.largest(x, first, length) : SimdSums.largest(x, first, length);
    }

    @Override
    public float smallest(float[] x, int first, int length) {
        return length < COUNT ? plain.smallest(x, first, length) : SimdSums.smallest(x, first, length);
    }

    @Override
    public double exponentials(float[] x, int source, float from, float[] y, int target, int length) {
        return length < COUNT
                ? plain.exponentials(x, source, from, y, target, length)
                : SimdSums.exponentials(x, source, from, y, target, length);
    }

    @Override
    public void normalize(
            float[] x, int source, float from, float factor, float shift, float[] y, int target, int length) {
        if (length < COUNT) {
            plain.normalize(x, source, from, factor, shift, y, target, length);
            return;
        }
        FloatVector by = constant(factor);
        FloatVector plus = constant(shift);
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            v.sub(from).fma(by, plus).intoArray(y, at(target, j, length));
        }
    }

    @Override
    public void normalize(
            float[] x,
            int source,
            float from,
            float factor,
            float shift,
            float[] weight,
            int firstWeight,
            float[] bias,
            int firstBias,
            float[] y,
            int target,
            int length) {
        if (length < COUNT) {
            plain.normalize(x, source, from, factor, shift, weight, firstWeight, bias, firstBias, y, target, length);
            return;
        }
        FloatVector by = constant(factor);
        FloatVector plus = constant(shift);
        FloatVector next = FloatVector.fromArray(SPECIES, x, source);
        for (int j = 0; j < length; j += COUNT) {
            FloatVector v = next;
            next = following(x, source, j, length);
            v.sub(from)
                    .fma(by, plus)
                    .fma(
                            FloatVector.fromArray(SPECIES, weight, at(firstWeight, j, length)),
                            FloatVector.fromArray(SPECIES, bias, at(firstBias, j, length)))
                    .intoArray(y, at(target, j, length));
        }
    }
}
