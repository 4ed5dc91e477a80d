package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;
import static io.nacre.backend.cpu.simd.SimdProduct.ROWS;

import jdk.incubator.vector.FloatVector;

/** Products of eight rows: 24 sums, three operands and a factor take 28 of 32 registers. */
final class EightRows {
    private EightRows() {}

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
        FloatVector y4a = FloatVector.zero(SPECIES);
        FloatVector y4b = FloatVector.zero(SPECIES);
        FloatVector y4c = FloatVector.zero(SPECIES);
        FloatVector y5a = FloatVector.zero(SPECIES);
        FloatVector y5b = FloatVector.zero(SPECIES);
        FloatVector y5c = FloatVector.zero(SPECIES);
        FloatVector y6a = FloatVector.zero(SPECIES);
        FloatVector y6b = FloatVector.zero(SPECIES);
        FloatVector y6c = FloatVector.zero(SPECIES);
        FloatVector y7a = FloatVector.zero(SPECIES);
        FloatVector y7b = FloatVector.zero(SPECIES);
        FloatVector y7c = FloatVector.zero(SPECIES);
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
            FloatVector f4 = FloatVector.broadcast(SPECIES, factors[q + 4]);
            y4a = f4.fma(a, y4a);
            y4b = f4.fma(b, y4b);
            y4c = f4.fma(c, y4c);
            FloatVector f5 = FloatVector.broadcast(SPECIES, factors[q + 5]);
            y5a = f5.fma(a, y5a);
            y5b = f5.fma(b, y5b);
            y5c = f5.fma(c, y5c);
            FloatVector f6 = FloatVector.broadcast(SPECIES, factors[q + 6]);
            y6a = f6.fma(a, y6a);
            y6b = f6.fma(b, y6b);
            y6c = f6.fma(c, y6c);
            FloatVector f7 = FloatVector.broadcast(SPECIES, factors[q + 7]);
            y7a = f7.fma(a, y7a);
            y7b = f7.fma(b, y7b);
            y7c = f7.fma(c, y7c);
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
        y4a.intoArray(y, at + 4 * pitch);
        y4b.intoArray(y, at + 4 * pitch + COUNT);
        y4c.intoArray(y, at + 4 * pitch + 2 * COUNT);
        y5a.intoArray(y, at + 5 * pitch);
        y5b.intoArray(y, at + 5 * pitch + COUNT);
        y5c.intoArray(y, at + 5 * pitch + 2 * COUNT);
        y6a.intoArray(y, at + 6 * pitch);
        y6b.intoArray(y, at + 6 * pitch + COUNT);
        y6c.intoArray(y, at + 6 * pitch + 2 * COUNT);
        y7a.intoArray(y, at + 7 * pitch);
        y7b.intoArray(y, at + 7 * pitch + COUNT);
        y7c.intoArray(y, at + 7 * pitch + 2 * COUNT);
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
        FloatVector y4a = FloatVector.zero(SPECIES);
        FloatVector y4b = FloatVector.zero(SPECIES);
        FloatVector y5a = FloatVector.zero(SPECIES);
        FloatVector y5b = FloatVector.zero(SPECIES);
        FloatVector y6a = FloatVector.zero(SPECIES);
        FloatVector y6b = FloatVector.zero(SPECIES);
        FloatVector y7a = FloatVector.zero(SPECIES);
        FloatVector y7b = FloatVector.zero(SPECIES);
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
            FloatVector f4 = FloatVector.broadcast(SPECIES, factors[q + 4]);
            y4a = f4.fma(a, y4a);
            y4b = f4.fma(b, y4b);
            FloatVector f5 = FloatVector.broadcast(SPECIES, factors[q + 5]);
            y5a = f5.fma(a, y5a);
            y5b = f5.fma(b, y5b);
            FloatVector f6 = FloatVector.broadcast(SPECIES, factors[q + 6]);
            y6a = f6.fma(a, y6a);
            y6b = f6.fma(b, y6b);
            FloatVector f7 = FloatVector.broadcast(SPECIES, factors[q + 7]);
            y7a = f7.fma(a, y7a);
            y7b = f7.fma(b, y7b);
        }
        y0a.intoArray(y, at);
        y0b.intoArray(y, at + COUNT);
        y1a.intoArray(y, at + pitch);
        y1b.intoArray(y, at + pitch + COUNT);
        y2a.intoArray(y, at + 2 * pitch);
        y2b.intoArray(y, at + 2 * pitch + COUNT);
        y3a.intoArray(y, at + 3 * pitch);
        y3b.intoArray(y, at + 3 * pitch + COUNT);
        y4a.intoArray(y, at + 4 * pitch);
        y4b.intoArray(y, at + 4 * pitch + COUNT);
        y5a.intoArray(y, at + 5 * pitch);
        y5b.intoArray(y, at + 5 * pitch + COUNT);
        y6a.intoArray(y, at + 6 * pitch);
        y6b.intoArray(y, at + 6 * pitch + COUNT);
        y7a.intoArray(y, at + 7 * pitch);
        y7b.intoArray(y, at + 7 * pitch + COUNT);
    }

    /** One vector wide. */
    static void one(
            float[] factors, int panel, float[] x, int first, int[] offsets, int depth, float[] y, int at, int pitch) {
        FloatVector y0a = FloatVector.zero(SPECIES);
        FloatVector y1a = FloatVector.zero(SPECIES);
        FloatVector y2a = FloatVector.zero(SPECIES);
        FloatVector y3a = FloatVector.zero(SPECIES);
        FloatVector y4a = FloatVector.zero(SPECIES);
        FloatVector y5a = FloatVector.zero(SPECIES);
        FloatVector y6a = FloatVector.zero(SPECIES);
        FloatVector y7a = FloatVector.zero(SPECIES);
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
            FloatVector f4 = FloatVector.broadcast(SPECIES, factors[q + 4]);
            y4a = f4.fma(a, y4a);
            FloatVector f5 = FloatVector.broadcast(SPECIES, factors[q + 5]);
            y5a = f5.fma(a, y5a);
            FloatVector f6 = FloatVector.broadcast(SPECIES, factors[q + 6]);
            y6a = f6.fma(a, y6a);
            FloatVector f7 = FloatVector.broadcast(SPECIES, factors[q + 7]);
            y7a = f7.fma(a, y7a);
        }
        y0a.intoArray(y, at);
        y1a.intoArray(y, at + pitch);
        y2a.intoArray(y, at + 2 * pitch);
        y3a.intoArray(y, at + 3 * pitch);
        y4a.intoArray(y, at + 4 * pitch);
        y5a.intoArray(y, at + 5 * pitch);
        y6a.intoArray(y, at + 6 * pitch);
        y7a.intoArray(y, at + 7 * pitch);
    }
}
