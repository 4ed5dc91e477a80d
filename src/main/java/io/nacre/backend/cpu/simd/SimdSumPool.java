package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;

import io.nacre.backend.cpu.micro.PoolLoops;
import jdk.incubator.vector.FloatVector;

/** The sum of each window by vectors. */
final class SimdSumPool implements PoolLoops {

    @Override
    public float neutral() {
        return 0;
    }

    @Override
    public void lines(
            float[] x,
            int first,
            int slices,
            int slicePitch,
            int lines,
            int linePitch,
            float[] y,
            int at,
            int length) {
        for (int j = 0; j < length; j += COUNT) {
            FloatVector all = FloatVector.broadcast(SPECIES, 0);
            for (int slice = 0; slice < slices; slice++) {
                int start = first + slice * slicePitch + j;
                for (int line = 0; line < lines; line++) {
                    all = all.add(FloatVector.fromArray(SPECIES, x, start + line * linePitch));
                }
            }
            all.intoArray(y, at + j);
        }
    }

    @Override
    public void taps(float[] x, int first, int taps, int step, int stride, float[] y, int at, int length) {
        if (stride == 1) {
            each(x, first, taps, step, y, at, length);
        } else if (stride == 2) {
            everyOther(x, first, taps, step, y, at, length);
        } else {
            everyNth(x, first, taps, step, stride, y, at, length);
        }
    }

    private static void each(float[] x, int first, int taps, int step, float[] y, int at, int length) {
        for (int j = 0; j < length; j += COUNT) {
            FloatVector all = FloatVector.fromArray(SPECIES, x, first + j);
            for (int k = 1; k < taps; k++) {
                all = all.add(FloatVector.fromArray(SPECIES, x, first + k * step + j));
            }
            all.intoArray(y, at + j);
        }
    }

    /** Computes the results between as well, and leaves them out. */
    private static void everyOther(float[] x, int first, int taps, int step, float[] y, int at, int length) {
        for (int j = 0; j < length; j += COUNT) {
            int p = first + 2 * j;
            FloatVector low = FloatVector.fromArray(SPECIES, x, p);
            FloatVector high = FloatVector.fromArray(SPECIES, x, p + COUNT);
            for (int k = 1; k < taps; k++) {
                low = low.add(FloatVector.fromArray(SPECIES, x, p + k * step));
                high = high.add(FloatVector.fromArray(SPECIES, x, p + k * step + COUNT));
            }
            low.rearrange(Lanes.EVEN)
                    .blend(high.rearrange(Lanes.EVEN), Lanes.UPPER)
                    .intoArray(y, at + j);
        }
    }

    private static void everyNth(
            float[] x, int first, int taps, int step, int stride, float[] y, int at, int length) {
        for (int j = 0; j < length; j++) {
            float all = x[first + stride * j];
            for (int k = 1; k < taps; k++) {
                all = all + x[first + stride * j + k * step];
            }
            y[at + j] = all;
        }
    }
}
