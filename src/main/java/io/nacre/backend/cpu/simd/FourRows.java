package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;
import static io.nacre.backend.cpu.simd.SimdProduct.ROWS;

import jdk.incubator.vector.FloatVector;

/** Products of four rows: at two vectors, eight sums, two operands and a factor take 11 of 16 registers. */
final class FourRows {
    private FourRows() {}

    /** Three vectors wide. */
    static void three(
            float[] factors, int panel, float[] x, int first, int[] offsets, int depth, float[] y, int at, int pitch) {
        FloatVector y0a = FloatVector.zero(SPECIES);
        FloatVector y0b = FloatVector.zero(SPECIES);
        FloatVector y0c = FloatVector.zero(SPECIES);
        FloatVector y1a = FloatVector.zero(SPECIES);
        FloatVector y1b = FloatVector.zero(SPECIES);
        FloatVector y1c = FloatVector.zero(SPECIES);
        FloatVector y2a = FloatVector.zero(SPECIES);
        FloatVector y2b = FloatVector.zero(SPECIES);
        FloatVector y2c = FloatVector.zero(SPECIES);
        FloatVector y3a = FloatVector.zero(SPECIES);
        FloatVector y3b = FloatVector.zero(SPECIES);
        FloatVector y3c = FloatVector.zero(SPECIES);
        for (int k = 0; k < depth; k++) {
            int p = first + offsets[k];
            int q = panel + ROWS * k;
            FloatVector a = FloatVector.fromArray(SPECIES, x, p);
            FloatVector b = FloatVector.fromArray(SPECIES, x, p + COUNT);
            FloatVector c = FloatVector.fromArray(SPECIES, x, p + 2 * COUNT);
            FloatVector f0 = FloatVector.broadcast(SPECIES, factors[q]);
            y0a = f0.fma(a, y0a);
            y0b = f0.fma(b, y0b);
            y0c = f0.fma(c, y0c);
            FloatVector f1 = FloatVector.broadcast(SPECIES, factors[q + 1]);
            y1a = f1.fma(a, y1a);
            y1b = f1.fma(b, y1b);
            y1c = f1.fma(c, y1c);
            FloatVector f2 = FloatVector.broadcast(SPECIES, factors[q + 2]);
            y2a = f2.fma(a, y2a);
            y2b = f2.fma(b, y2b);
            y2c = f2.fma(c, y2c);
            FloatVector f3 = FloatVector.broadcast(SPECIES, factors[q + 3]);
            y3a = f3.fma(a, y3a);
            y3b = f3.fma(b, y3b);
            y3c = f3.fma(c, y3c);
        }
        y0a.intoArray(y, at);
        y0b.intoArray(y, at + COUNT);
        y0c.intoArray(y, at + 2 * COUNT);
        y1a.intoArray(y, at + pitch);
        y1b.intoArray(y, at + pitch + COUNT);
        y1c.intoArray(y, at + pitch + 2 * COUNT);
        y2a.intoArray(y, at + 2 * pitch);
        y2b.intoArray(y, at + 2 * pitch + COUNT);
        y2c.intoArray(y, at + 2 * pitch + 2 * COUNT);
        y3a.intoArray(y, at + 3 * pitch);
        y3b.intoArray(y, at + 3 * pitch + COUNT);
        y3c.intoArray(y, at + 3 * pitch + 2 * COUNT);
    }

    /** Two vectors wide. */
    static void two(
            float[] factors, int panel, float[] x, int first, int[] offsets, int depth, float[] y, int at, int pitch) {
        FloatVector y0a = FloatVector.zero(SPECIES);
        FloatVector y0b = FloatVector.zero(SPECIES);
        FloatVector y1a = FloatVector.zero(SPECIES);
        FloatVector y1b = FloatVector.zero(SPECIES);
        FloatVector y2a = FloatVector.zero(SPECIES);
        FloatVector y2b = FloatVector.zero(SPECIES);
        FloatVector y3a = FloatVector.zero(SPECIES);
        FloatVector y3b = FloatVector.zero(SPECIES);
        for (int k = 0; k < depth; k++) {
            int p = first + offsets[k];
            int q = panel + ROWS * k;
            FloatVector a = FloatVector.fromArray(SPECIES, x, p);
            FloatVector b = FloatVector.fromArray(SPECIES, x, p + COUNT);
            FloatVector f0 = FloatVector.broadcast(SPECIES, factors[q]);
            y0a = f0.fma(a, y0a);
            y0b = f0.fma(b, y0b);
            FloatVector f1 = FloatVector.broadcast(SPECIES, factors[q + 1]);
            y1a = f1.fma(a, y1a);
            y1b = f1.fma(b, y1b);
            FloatVector f2 = FloatVector.broadcast(SPECIES, factors[q + 2]);
            y2a = f2.fma(a, y2a);
            y2b = f2.fma(b, y2b);
            FloatVector f3 = FloatVector.broadcast(SPECIES, factors[q + 3]);
            y3a = f3.fma(a, y3a);
            y3b = f3.fma(b, y3b);
        }
        y0a.intoArray(y, at);
        y0b.intoArray(y, at + COUNT);
        y1a.intoArray(y, at + pitch);
        y1b.intoArray(y, at + pitch + COUNT);
        y2a.intoArray(y, at + 2 * pitch);
        y2b.intoArray(y, at + 2 * pitch + COUNT);
        y3a.intoArray(y, at + 3 * pitch);
        y3b.intoArray(y, at + 3 * pitch + COUNT);
    }

    /** One vector wide. */
    static void one(
            float[] factors, int panel, float[] x, int first, int[] offsets, int depth, float[] y, int at, int pitch) {
        FloatVector y0a = FloatVector.zero(SPECIES);
        FloatVector y1a = FloatVector.zero(SPECIES);
        FloatVector y2a = FloatVector.zero(SPECIES);
        FloatVector y3a = FloatVector.zero(SPECIES);
        for (int k = 0; k < depth; k++) {
            int p = first + offsets[k];
            int q = panel + ROWS * k;
            FloatVector a = FloatVector.fromArray(SPECIES, x, p);
            FloatVector f0 = FloatVector.broadcast(SPECIES, factors[q]);
            y0a = f0.fma(a, y0a);
            FloatVector f1 = FloatVector.broadcast(SPECIES, factors[q + 1]);
            y1a = f1.fma(a, y1a);
            FloatVector f2 = FloatVector.broadcast(SPECIES, factors[q + 2]);
            y2a = f2.fma(a, y2a);
            FloatVector f3 = FloatVector.broadcast(SPECIES, factors[q + 3]);
            y3a = f3.fma(a, y3a);
        }
        y0a.intoArray(y, at);
        y1a.intoArray(y, at + pitch);
        y2a.intoArray(y, at + 2 * pitch);
        y3a.intoArray(y, at + 3 * pitch);
    }
}
