package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;

import io.nacre.backend.cpu.micro.PoolLoops;
import jdk.incubator.vector.FloatVector;

/** The largest element of each window by vectors. */
final class SimdMaxPool implements PoolLoops {

    @Override
    public float neutral() {
        return Float.NEGATIVE_INFINITY;
    }

    @Override
    public void lines(
            float[] x, int first, int slices, int slicePitch, int lines, int linePitch, float[] y, int at, int length) {
        for (int slice = 0; slice < slices; slice++) {
            int start = first + slice * slicePitch;
            int line = 0;
            if (slice == 0) {
                line = lines >= 3 ? 3 : lines;
                begin(x, start, lines >= 2 ? linePitch : 0, lines, y, at, length);
            }
            for (; line + 1 < lines; line += 2) {
                two(x, start + line * linePitch, linePitch, y, at, length);
            }
            if (line < lines) {
                one(x, start + line * linePitch, y, at, length);
            }
        }
    }

    /** The first line, the first two or the first three. Loops over so few cost more than what they do. */
    private static void begin(float[] x, int a, int pitch, int lines, float[] y, int at, int length) {
        if (lines == 1) {
            for (int j = 0; j < length; j += COUNT) {
                FloatVector.fromArray(SPECIES, x, a + j).intoArray(y, at + j);
            }
        } else if (lines == 2) {
            for (int j = 0; j < length; j += COUNT) {
                FloatVector.fromArray(SPECIES, x, a + j)
                        .max(FloatVector.fromArray(SPECIES, x, a + pitch + j))
                        .intoArray(y, at + j);
            }
        } else {
            for (int j = 0; j < length; j += COUNT) {
                FloatVector.fromArray(SPECIES, x, a + j)
                        .max(FloatVector.fromArray(SPECIES, x, a + pitch + j))
                        .max(FloatVector.fromArray(SPECIES, x, a + 2 * pitch + j))
                        .intoArray(y, at + j);
            }
        }
    }

    private static void two(float[] x, int a, int pitch, float[] y, int at, int length) {
        for (int j = 0; j < length; j += COUNT) {
            FloatVector.fromArray(SPECIES, x, a + j)
                    .max(FloatVector.fromArray(SPECIES, x, a + pitch + j))
                    .max(FloatVector.fromArray(SPECIES, y, at + j))
                    .intoArray(y, at + j);
        }
    }

    private static void one(float[] x, int a, float[] y, int at, int length) {
        for (int j = 0; j < length; j += COUNT) {
            FloatVector.fromArray(SPECIES, x, a + j)
                    .max(FloatVector.fromArray(SPECIES, y, at + j))
                    .intoArray(y, at + j);
        }
    }

    @Override
    public void blocks(float[] x, int first, int taps, int step, int stride, int lanes, float[] y, int at, int length) {
        int i = first;
        for (int j = 0; j < length; j += COUNT) {
            FloatVector all = FloatVector.fromArray(SPECIES, x, i);
            for (int k = 1; k < taps; k++) {
                all = all.max(FloatVector.fromArray(SPECIES, x, i + k * step));
            }
            all.intoArray(y, at + j);
            i += stride;
        }
    }

    @Override
    public void taps(float[] x, int first, int taps, int step, int stride, float[] y, int at, int length) {
        if (stride == 1) {
            each(x, first, taps, step, y, at, length);
        } else if (stride == 2) {
            if (taps == 2) {
                everyOtherOfTwo(x, first, step, y, at, length);
            } else if (taps == 3) {
                everyOtherOfThree(x, first, step, y, at, length);
            } else {
                everyOther(x, first, taps, step, y, at, length);
            }
        } else {
            everyNth(x, first, taps, step, stride, y, at, length);
        }
    }

    private static void each(float[] x, int first, int taps, int step, float[] y, int at, int length) {
        for (int j = 0; j < length; j += COUNT) {
            FloatVector all = FloatVector.fromArray(SPECIES, x, first + j);
            for (int k = 1; k < taps; k++) {
                all = all.max(FloatVector.fromArray(SPECIES, x, first + k * step + j));
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
                low = low.max(FloatVector.fromArray(SPECIES, x, p + k * step));
                high = high.max(FloatVector.fromArray(SPECIES, x, p + k * step + COUNT));
            }
            low.rearrange(Lanes.EVEN)
                    .blend(high.rearrange(Lanes.EVEN), Lanes.UPPER)
                    .intoArray(y, at + j);
        }
    }

    private static void everyOtherOfTwo(float[] x, int first, int step, float[] y, int at, int length) {
        for (int j = 0; j < length; j += COUNT) {
            int p = first + 2 * j;
            FloatVector low = FloatVector.fromArray(SPECIES, x, p).max(FloatVector.fromArray(SPECIES, x, p + step));
            FloatVector high = FloatVector.fromArray(SPECIES, x, p + COUNT)
                    .max(FloatVector.fromArray(SPECIES, x, p + COUNT + step));
            low.rearrange(Lanes.EVEN)
                    .blend(high.rearrange(Lanes.EVEN), Lanes.UPPER)
                    .intoArray(y, at + j);
        }
    }

    private static void everyOtherOfThree(float[] x, int first, int step, float[] y, int at, int length) {
        for (int j = 0; j < length; j += COUNT) {
            int p = first + 2 * j;
            FloatVector low = FloatVector.fromArray(SPECIES, x, p)
                    .max(FloatVector.fromArray(SPECIES, x, p + step))
                    .max(FloatVector.fromArray(SPECIES, x, p + 2 * step));
            FloatVector high = FloatVector.fromArray(SPECIES, x, p + COUNT)
                    .max(FloatVector.fromArray(SPECIES, x, p + COUNT + step))
                    .max(FloatVector.fromArray(SPECIES, x, p + COUNT + 2 * step));
            low.rearrange(Lanes.EVEN)
                    .blend(high.rearrange(Lanes.EVEN), Lanes.UPPER)
                    .intoArray(y, at + j);
        }
    }

    private static void everyNth(float[] x, int first, int taps, int step, int stride, float[] y, int at, int length) {
        for (int j = 0; j < length; j++) {
            float all = x[first + stride * j];
            for (int k = 1; k < taps; k++) {
                all = Math.max(all, x[first + stride * j + k * step]);
            }
            y[at + j] = all;
        }
    }
}
