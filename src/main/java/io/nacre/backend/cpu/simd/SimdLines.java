package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;

import io.nacre.backend.cpu.micro.LineLoops;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Lines by vectors. The last vector of a line overlaps the one before it, where that does no harm.
 */
final class SimdLines implements LineLoops {
    @Override
    public void copy(
            float[] x, int source, int sourcePitch, float[] y, int target, int targetPitch, int length, int lines) {
        for (int line = 0; line < lines; line++) {
            copy(x, source + line * sourcePitch, y, target + line * targetPitch, length);
        }
    }

    private static void copy(float[] x, int source, float[] y, int target, int length) {
        if (length < COUNT) {
            for (int j = 0; j < length; j++) {
                y[target + j] = x[source + j];
            }
            return;
        }
        int last = length - COUNT;
        if (length <= 4 * COUNT) {
            int second = Math.min(COUNT, last);
            int third = Math.max(last - COUNT, 0);
            FloatVector.fromArray(SPECIES, x, source).intoArray(y, target);
            FloatVector.fromArray(SPECIES, x, source + second).intoArray(y, target + second);
            FloatVector.fromArray(SPECIES, x, source + third).intoArray(y, target + third);
            FloatVector.fromArray(SPECIES, x, source + last).intoArray(y, target + last);
            return;
        }
        for (int j = 0; j < length; j += COUNT) {
            int i = Math.min(j, last);
            FloatVector.fromArray(SPECIES, x, source + i).intoArray(y, target + i);
        }
    }

    /** In whole vectors: what lies behind a line is written again with the next. */
    @Override
    public void copyPadded(
            float[] x,
            int source,
            int sourcePitch,
            float[] y,
            int target,
            int targetPitch,
            int length,
            int lines,
            float padding) {
        FloatVector pad = FloatVector.broadcast(SPECIES, padding);
        for (int line = 0; line < lines; line++) {
            int from = source + line * sourcePitch;
            int to = target + line * targetPitch;
            for (int j = 0; j < length; j += COUNT) {
                FloatVector.fromArray(SPECIES, x, from + j).intoArray(y, to + j);
            }
            for (int j = length; j < targetPitch; j += COUNT) {
                pad.intoArray(y, to + j);
            }
        }
    }

    @Override
    public void split(
            float[] x,
            int source,
            int step,
            int sourcePitch,
            float[] y,
            int target,
            int targetPitch,
            int length,
            int lines) {
        for (int line = 0; line < lines; line++) {
            if (step == 2 && length >= COUNT) {
                everyOther(x, source + line * sourcePitch, y, target + line * targetPitch, length);
            } else {
                everyNth(x, source + line * sourcePitch, step, y, target + line * targetPitch, length);
            }
        }
    }

    private static void everyOther(float[] x, int source, float[] y, int target, int length) {
        for (int j = 0; j < length; j += COUNT) {
            int i = Math.min(j, length - COUNT);
            FloatVector low = FloatVector.fromArray(SPECIES, x, source + 2 * i);
            FloatVector high = FloatVector.fromArray(SPECIES, x, source + 2 * i + COUNT);
            low.rearrange(Lanes.EVEN)
                    .blend(high.rearrange(Lanes.EVEN), Lanes.UPPER)
                    .intoArray(y, target + i);
        }
    }

    private static void everyNth(float[] x, int source, int step, float[] y, int target, int length) {
        for (int j = 0; j < length; j++) {
            y[target + j] = x[source + step * j];
        }
    }

    @Override
    public void largest(float[] x, int first, int[] offsets, float[] y, int at, int length) {
        for (int j = 0; j < length; j += COUNT) {
            FloatVector best = FloatVector.fromArray(SPECIES, x, first + offsets[0] + j);
            for (int k = 1; k < offsets.length; k++) {
                best = best.max(FloatVector.fromArray(SPECIES, x, first + offsets[k] + j));
            }
            best.intoArray(y, at + j);
        }
    }

    @Override
    public void largest(
            float[] x, int first, int[] offsets, float[] y, int at, float[] which, int whichAt, int length) {
        for (int j = 0; j < length; j += COUNT) {
            FloatVector best = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
            FloatVector number = FloatVector.broadcast(SPECIES, -1);
            for (int k = 0; k < offsets.length; k++) {
                FloatVector value = FloatVector.fromArray(SPECIES, x, first + offsets[k] + j);
                VectorMask<Float> larger =
                        value.compare(VectorOperators.GT, best).or(value.compare(VectorOperators.NE, value));
                best = best.blend(value, larger);
                number = number.blend(k, larger);
            }
            best.intoArray(y, at + j);
            number.intoArray(which, whichAt + j);
        }
    }

    @Override
    public void scale(float a, float[] x, int source, float[] y, int target, int length) {
        int j = 0;
        for (; j <= length - COUNT; j += COUNT) {
            FloatVector.fromArray(SPECIES, x, source + j).mul(a).intoArray(y, target + j);
        }
        for (; j < length; j++) {
            y[target + j] = a * x[source + j];
        }
    }

    @Override
    public void divide(float[] y, int at, float[] divisors, float factor, int length) {
        for (int j = 0; j < length; j += COUNT) {
            FloatVector divisor = FloatVector.fromArray(SPECIES, divisors, j).mul(factor);
            FloatVector.fromArray(SPECIES, y, at + j).add(0).div(divisor).intoArray(y, at + j);
        }
    }

    @Override
    public void addScaled(float a, float[] x, int source, float[] y, int target, int length) {
        FloatVector factor = FloatVector.broadcast(SPECIES, a);
        int j = 0;
        for (; j <= length - COUNT; j += COUNT) {
            FloatVector sum = FloatVector.fromArray(SPECIES, y, target + j);
            factor.fma(FloatVector.fromArray(SPECIES, x, source + j), sum).intoArray(y, target + j);
        }
        for (; j < length; j++) {
            y[target + j] = Math.fma(a, x[source + j], y[target + j]);
        }
    }
}
