package io.nacre.backend.cpu.scalar;

import static io.nacre.backend.cpu.scalar.Fma.fma;

import io.nacre.backend.cpu.micro.LineLoops;
import java.util.Arrays;

/** Lines by plain loops. */
final class ScalarLines implements LineLoops {

    @Override
    public void copy(
            float[] x, int source, int sourcePitch, float[] y, int target, int targetPitch, int length, int lines) {
        for (int line = 0; line < lines; line++) {
            System.arraycopy(x, source + line * sourcePitch, y, target + line * targetPitch, length);
        }
    }

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
        for (int line = 0; line < lines; line++) {
            int to = target + line * targetPitch;
            System.arraycopy(x, source + line * sourcePitch, y, to, length);
            if (line + 1 < lines) {
                for (int j = length; j < targetPitch; j++) {
                    y[to + j] = padding;
                }
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
            int from = source + line * sourcePitch;
            int to = target + line * targetPitch;
            for (int j = 0; j < length; j++) {
                y[to + j] = x[from + step * j];
            }
        }
    }

    @Override
    public void largest(float[] x, int first, int[] offsets, float[] y, int at, int length) {
        Arrays.fill(y, at, at + length, Float.NEGATIVE_INFINITY);
        for (int offset : offsets) {
            int from = first + offset;
            for (int j = 0; j < length; j++) {
                y[at + j] = Math.max(y[at + j], x[from + j]);
            }
        }
    }

    @Override
    public void largest(
            float[] x, int first, int[] offsets, float[] y, int at, float[] which, int whichAt, int length) {
        Arrays.fill(y, at, at + length, Float.NEGATIVE_INFINITY);
        Arrays.fill(which, whichAt, whichAt + length, -1);
        for (int k = 0; k < offsets.length; k++) {
            int from = first + offsets[k];
            for (int j = 0; j < length; j++) {
                float value = x[from + j];
                if (value > y[at + j] || Float.isNaN(value)) {
                    y[at + j] = value;
                    which[whichAt + j] = k;
                }
            }
        }
    }

    @Override
    public void scale(float a, float[] x, int source, float[] y, int target, int length) {
        for (int j = 0; j < length; j++) {
            y[target + j] = a * x[source + j];
        }
    }

    @Override
    public void divide(float[] y, int at, float[] divisors, float factor, int length) {
        for (int j = 0; j < length; j++) {
            y[at + j] = (y[at + j] + 0) / (factor * divisors[j]);
        }
    }

    @Override
    public void addScaled(float a, float[] x, int source, float[] y, int target, int length) {
        for (int j = 0; j < length; j++) {
            y[target + j] = fma(a, x[source + j], y[target + j]);
        }
    }
}
