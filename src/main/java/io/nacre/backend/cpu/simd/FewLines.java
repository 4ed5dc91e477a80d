package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** One, two or three lines of results by windows whose taps are taken one by one; the last vectors overlap those before. */
final class FewLines {
    private FewLines() {}

    static void convolve(
            float[] f,
            int factor,
            int[] places,
            float[] x,
            int first,
            int[] offsets,
            int pitch,
            float[] y,
            int at,
            int width,
            int lines) {
        int step = lines == 1 && width >= 4 * COUNT ? 4 * COUNT : 2 * COUNT;
        for (int j = 0; j < width; j += step) {
            int i = Math.max(Math.min(j, width - step), 0);
            if (lines == 3) {
                three(f, factor, places, x, first + i, offsets, pitch, y, at + i, width);
            } else if (lines == 2) {
                two(f, factor, places, x, first + i, offsets, pitch, y, at + i, width);
            } else if (step > 2 * COUNT) {
                wide(f, factor, places, x, first + i, offsets, y, at + i);
            } else {
                narrow(f, factor, places, x, first + i, offsets, y, at + i);
            }
        }
    }

    /** Three lines, two vectors wide. */
    private static void three(
            float[] f,
            int factor,
            int[] places,
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
        for (int q = 0; q < offsets.length; q++) {
            int p = first + offsets[q];
            FloatVector f0 = FloatVector.broadcast(SPECIES, f[factor + places[q]]);
            y0a = f0.fma(FloatVector.fromArray(SPECIES, x, p), y0a);
            y0b = f0.fma(FloatVector.fromArray(SPECIES, x, p + COUNT), y0b);
            y1a = f0.fma(FloatVector.fromArray(SPECIES, x, p + pitch), y1a);
            y1b = f0.fma(FloatVector.fromArray(SPECIES, x, p + pitch + COUNT), y1b);
            y2a = f0.fma(FloatVector.fromArray(SPECIES, x, p + 2 * pitch), y2a);
            y2b = f0.fma(FloatVector.fromArray(SPECIES, x, p + 2 * pitch + COUNT), y2b);
        }
        y0a.intoArray(y, at);
        y0b.intoArray(y, at + COUNT);
        y1a.intoArray(y, at + width);
        y1b.intoArray(y, at + width + COUNT);
        y2a.intoArray(y, at + 2 * width);
        y2b.intoArray(y, at + 2 * width + COUNT);
    }

    /** Two lines, two vectors wide. */
    private static void two(
            float[] f,
            int factor,
            int[] places,
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
        for (int q = 0; q < offsets.length; q++) {
            int p = first + offsets[q];
            FloatVector f0 = FloatVector.broadcast(SPECIES, f[factor + places[q]]);
            y0a = f0.fma(FloatVector.fromArray(SPECIES, x, p), y0a);
            y0b = f0.fma(FloatVector.fromArray(SPECIES, x, p + COUNT), y0b);
            y1a = f0.fma(FloatVector.fromArray(SPECIES, x, p + pitch), y1a);
            y1b = f0.fma(FloatVector.fromArray(SPECIES, x, p + pitch + COUNT), y1b);
        }
        y0a.intoArray(y, at);
        y0b.intoArray(y, at + COUNT);
        y1a.intoArray(y, at + width);
        y1b.intoArray(y, at + width + COUNT);
    }

    /** A line, four vectors wide. */
    private static void wide(
            float[] f, int factor, int[] places, float[] x, int first, int[] offsets, float[] y, int at) {
        FloatVector y0a = FloatVector.zero(SPECIES);
        FloatVector y0b = FloatVector.zero(SPECIES);
        FloatVector y0c = FloatVector.zero(SPECIES);
        FloatVector y0d = FloatVector.zero(SPECIES);
        for (int q = 0; q < offsets.length; q++) {
            int p = first + offsets[q];
            FloatVector f0 = FloatVector.broadcast(SPECIES, f[factor + places[q]]);
            y0a = f0.fma(FloatVector.fromArray(SPECIES, x, p), y0a);
            y0b = f0.fma(FloatVector.fromArray(SPECIES, x, p + COUNT), y0b);
            y0c = f0.fma(FloatVector.fromArray(SPECIES, x, p + 2 * COUNT), y0c);
            y0d = f0.fma(FloatVector.fromArray(SPECIES, x, p + 3 * COUNT), y0d);
        }
        y0a.intoArray(y, at);
        y0b.intoArray(y, at + COUNT);
        y0c.intoArray(y, at + 2 * COUNT);
        y0d.intoArray(y, at + 3 * COUNT);
    }

    /** A line, two vectors wide. */
    private static void narrow(
            float[] f, int factor, int[] places, float[] x, int first, int[] offsets, float[] y, int at) {
        FloatVector y0a = FloatVector.zero(SPECIES);
        FloatVector y0b = FloatVector.zero(SPECIES);
        for (int q = 0; q < offsets.length; q++) {
            int p = first + offsets[q];
            FloatVector f0 = FloatVector.broadcast(SPECIES, f[factor + places[q]]);
            y0a = f0.fma(FloatVector.fromArray(SPECIES, x, p), y0a);
            y0b = f0.fma(FloatVector.fromArray(SPECIES, x, p + COUNT), y0b);
        }
        y0a.intoArray(y, at);
        y0b.intoArray(y, at + COUNT);
    }
}
