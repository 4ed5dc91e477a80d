package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Four lines of results by windows with columns of five taps. */
final class FiveTaps {
    private FiveTaps() {}

    /** Two vectors wide. */
    static void two(
            float[] f,
            int factor,
            int[] places,
            int factorPitch,
            float[] x,
            int first,
            int[] offsets,
            int pitch,
            float[] y,
            int at,
            int width) {
        FloatVector y0a = FloatVector.zero(SPECIES);
        FloatVector y0b = FloatVector.zero(SPECIES);
        FloatVector y1a = FloatVector.zero(SPECIES);
        FloatVector y1b = FloatVector.zero(SPECIES);
        FloatVector y2a = FloatVector.zero(SPECIES);
        FloatVector y2b = FloatVector.zero(SPECIES);
        FloatVector y3a = FloatVector.zero(SPECIES);
        FloatVector y3b = FloatVector.zero(SPECIES);
        for (int q = 0; q < offsets.length; q++) {
            int p = first + offsets[q];
            int g = factor + places[q];
            FloatVector f0 = FloatVector.broadcast(SPECIES, f[g]);
            FloatVector f1 = FloatVector.broadcast(SPECIES, f[g + factorPitch]);
            FloatVector f2 = FloatVector.broadcast(SPECIES, f[g + 2 * factorPitch]);
            FloatVector f3 = FloatVector.broadcast(SPECIES, f[g + 3 * factorPitch]);
            FloatVector f4 = FloatVector.broadcast(SPECIES, f[g + 4 * factorPitch]);
            FloatVector x0a = FloatVector.fromArray(SPECIES, x, p);
            FloatVector x0b = FloatVector.fromArray(SPECIES, x, p + COUNT);
            y0a = f0.fma(x0a, y0a);
            y0b = f0.fma(x0b, y0b);
            FloatVector x1a = FloatVector.fromArray(SPECIES, x, p + pitch);
            FloatVector x1b = FloatVector.fromArray(SPECIES, x, p + pitch + COUNT);
            y0a = f1.fma(x1a, y0a);
            y0b = f1.fma(x1b, y0b);
            y1a = f0.fma(x1a, y1a);
            y1b = f0.fma(x1b, y1b);
            FloatVector x2a = FloatVector.fromArray(SPECIES, x, p + 2 * pitch);
            FloatVector x2b = FloatVector.fromArray(SPECIES, x, p + 2 * pitch + COUNT);
            y0a = f2.fma(x2a, y0a);
            y0b = f2.fma(x2b, y0b);
            y1a = f1.fma(x2a, y1a);
            y1b = f1.fma(x2b, y1b);
            y2a = f0.fma(x2a, y2a);
            y2b = f0.fma(x2b, y2b);
            FloatVector x3a = FloatVector.fromArray(SPECIES, x, p + 3 * pitch);
            FloatVector x3b = FloatVector.fromArray(SPECIES, x, p + 3 * pitch + COUNT);
            y0a = f3.fma(x3a, y0a);
            y0b = f3.fma(x3b, y0b);
            y1a = f2.fma(x3a, y1a);
            y1b = f2.fma(x3b, y1b);
            y2a = f1.fma(x3a, y2a);
            y2b = f1.fma(x3b, y2b);
            y3a = f0.fma(x3a, y3a);
            y3b = f0.fma(x3b, y3b);
            FloatVector x4a = FloatVector.fromArray(SPECIES, x, p + 4 * pitch);
            FloatVector x4b = FloatVector.fromArray(SPECIES, x, p + 4 * pitch + COUNT);
            y0a = f4.fma(x4a, y0a);
            y0b = f4.fma(x4b, y0b);
            y1a = f3.fma(x4a, y1a);
            y1b = f3.fma(x4b, y1b);
            y2a = f2.fma(x4a, y2a);
            y2b = f2.fma(x4b, y2b);
            y3a = f1.fma(x4a, y3a);
            y3b = f1.fma(x4b, y3b);
            FloatVector x5a = FloatVector.fromArray(SPECIES, x, p + 5 * pitch);
            FloatVector x5b = FloatVector.fromArray(SPECIES, x, p + 5 * pitch + COUNT);
            y1a = f4.fma(x5a, y1a);
            y1b = f4.fma(x5b, y1b);
            y2a = f3.fma(x5a, y2a);
            y2b = f3.fma(x5b, y2b);
            y3a = f2.fma(x5a, y3a);
            y3b = f2.fma(x5b, y3b);
            FloatVector x6a = FloatVector.fromArray(SPECIES, x, p + 6 * pitch);
            FloatVector x6b = FloatVector.fromArray(SPECIES, x, p + 6 * pitch + COUNT);
            y2a = f4.fma(x6a, y2a);
            y2b = f4.fma(x6b, y2b);
            y3a = f3.fma(x6a, y3a);
            y3b = f3.fma(x6b, y3b);
            FloatVector x7a = FloatVector.fromArray(SPECIES, x, p + 7 * pitch);
            FloatVector x7b = FloatVector.fromArray(SPECIES, x, p + 7 * pitch + COUNT);
            y3a = f4.fma(x7a, y3a);
            y3b = f4.fma(x7b, y3b);
        }
        y0a.intoArray(y, at);
        y0b.intoArray(y, at + COUNT);
        y1a.intoArray(y, at + width);
        y1b.intoArray(y, at + width + COUNT);
        y2a.intoArray(y, at + 2 * width);
        y2b.intoArray(y, at + 2 * width + COUNT);
        y3a.intoArray(y, at + 3 * width);
        y3b.intoArray(y, at + 3 * width + COUNT);
    }

    /** One vector wide. */
    static void one(
            float[] f,
            int factor,
            int[] places,
            int factorPitch,
            float[] x,
            int first,
            int[] offsets,
            int pitch,
            float[] y,
            int at,
            int width) {
        FloatVector y0a = FloatVector.zero(SPECIES);
        FloatVector y1a = FloatVector.zero(SPECIES);
        FloatVector y2a = FloatVector.zero(SPECIES);
        FloatVector y3a = FloatVector.zero(SPECIES);
        for (int q = 0; q < offsets.length; q++) {
            int p = first + offsets[q];
            int g = factor + places[q];
            FloatVector f0 = FloatVector.broadcast(SPECIES, f[g]);
            FloatVector f1 = FloatVector.broadcast(SPECIES, f[g + factorPitch]);
            FloatVector f2 = FloatVector.broadcast(SPECIES, f[g + 2 * factorPitch]);
            FloatVector f3 = FloatVector.broadcast(SPECIES, f[g + 3 * factorPitch]);
            FloatVector f4 = FloatVector.broadcast(SPECIES, f[g + 4 * factorPitch]);
            FloatVector x0a = FloatVector.fromArray(SPECIES, x, p);
            y0a = f0.fma(x0a, y0a);
            FloatVector x1a = FloatVector.fromArray(SPECIES, x, p + pitch);
            y0a = f1.fma(x1a, y0a);
            y1a = f0.fma(x1a, y1a);
            FloatVector x2a = FloatVector.fromArray(SPECIES, x, p + 2 * pitch);
            y0a = f2.fma(x2a, y0a);
            y1a = f1.fma(x2a, y1a);
            y2a = f0.fma(x2a, y2a);
            FloatVector x3a = FloatVector.fromArray(SPECIES, x, p + 3 * pitch);
            y0a = f3.fma(x3a, y0a);
            y1a = f2.fma(x3a, y1a);
            y2a = f1.fma(x3a, y2a);
            y3a = f0.fma(x3a, y3a);
            FloatVector x4a = FloatVector.fromArray(SPECIES, x, p + 4 * pitch);
            y0a = f4.fma(x4a, y0a);
            y1a = f3.fma(x4a, y1a);
            y2a = f2.fma(x4a, y2a);
            y3a = f1.fma(x4a, y3a);
            FloatVector x5a = FloatVector.fromArray(SPECIES, x, p + 5 * pitch);
            y1a = f4.fma(x5a, y1a);
            y2a = f3.fma(x5a, y2a);
            y3a = f2.fma(x5a, y3a);
            FloatVector x6a = FloatVector.fromArray(SPECIES, x, p + 6 * pitch);
            y2a = f4.fma(x6a, y2a);
            y3a = f3.fma(x6a, y3a);
            FloatVector x7a = FloatVector.fromArray(SPECIES, x, p + 7 * pitch);
            y3a = f4.fma(x7a, y3a);
        }
        y0a.intoArray(y, at);
        y1a.intoArray(y, at + width);
        y2a.intoArray(y, at + 2 * width);
        y3a.intoArray(y, at + 3 * width);
    }
}
