package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Products of seven, five, four or single pixels with blocks of channels. */
final class FewPixels {
    private FewPixels() {}

    /** Seven pixels, two blocks of results. */
    static void sevenTwo(float[] x, int first, int[] offsets, float[] w, int panel, float[] y, int at, int pitch) {
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
        for (int k = 0; k < offsets.length; k++) {
            int p = first + offsets[k];
            int q = panel + 2 * COUNT * k;
            FloatVector a = FloatVector.fromArray(SPECIES, w, q);
            FloatVector b = FloatVector.fromArray(SPECIES, w, q + COUNT);
            FloatVector f0 = FloatVector.broadcast(SPECIES, x[p]);
            y0a = f0.fma(a, y0a);
            y0b = f0.fma(b, y0b);
            FloatVector f1 = FloatVector.broadcast(SPECIES, x[p + COUNT]);
            y1a = f1.fma(a, y1a);
            y1b = f1.fma(b, y1b);
            FloatVector f2 = FloatVector.broadcast(SPECIES, x[p + 2 * COUNT]);
            y2a = f2.fma(a, y2a);
            y2b = f2.fma(b, y2b);
            FloatVector f3 = FloatVector.broadcast(SPECIES, x[p + 3 * COUNT]);
            y3a = f3.fma(a, y3a);
            y3b = f3.fma(b, y3b);
            FloatVector f4 = FloatVector.broadcast(SPECIES, x[p + 4 * COUNT]);
            y4a = f4.fma(a, y4a);
            y4b = f4.fma(b, y4b);
            FloatVector f5 = FloatVector.broadcast(SPECIES, x[p + 5 * COUNT]);
            y5a = f5.fma(a, y5a);
            y5b = f5.fma(b, y5b);
            FloatVector f6 = FloatVector.broadcast(SPECIES, x[p + 6 * COUNT]);
            y6a = f6.fma(a, y6a);
            y6b = f6.fma(b, y6b);
        }
        y0a.intoArray(y, at);
        y0b.intoArray(y, at + pitch);
        y1a.intoArray(y, at + COUNT);
        y1b.intoArray(y, at + pitch + COUNT);
        y2a.intoArray(y, at + 2 * COUNT);
        y2b.intoArray(y, at + pitch + 2 * COUNT);
        y3a.intoArray(y, at + 3 * COUNT);
        y3b.intoArray(y, at + pitch + 3 * COUNT);
        y4a.intoArray(y, at + 4 * COUNT);
        y4b.intoArray(y, at + pitch + 4 * COUNT);
        y5a.intoArray(y, at + 5 * COUNT);
        y5b.intoArray(y, at + pitch + 5 * COUNT);
        y6a.intoArray(y, at + 6 * COUNT);
        y6b.intoArray(y, at + pitch + 6 * COUNT);
    }

    /**
     * Five pixels, two blocks of results: ten sums and two vectors of weights, for 16 registers. Six pixels would fit as well, but
     * JDK 25 loads all their factors before the first product, and so half as fast.
     */
    static void fiveTwo(float[] x, int first, int[] offsets, float[] w, int panel, float[] y, int at, int pitch) {
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
        for (int k = 0; k < offsets.length; k++) {
            int p = first + offsets[k];
            int q = panel + 2 * COUNT * k;
            FloatVector a = FloatVector.fromArray(SPECIES, w, q);
            FloatVector b = FloatVector.fromArray(SPECIES, w, q + COUNT);
            FloatVector f0 = FloatVector.broadcast(SPECIES, x[p]);
            y0a = a.fma(f0, y0a);
            y0b = b.fma(f0, y0b);
            FloatVector f1 = FloatVector.broadcast(SPECIES, x[p + COUNT]);
            y1a = a.fma(f1, y1a);
            y1b = b.fma(f1, y1b);
            FloatVector f2 = FloatVector.broadcast(SPECIES, x[p + 2 * COUNT]);
            y2a = a.fma(f2, y2a);
            y2b = b.fma(f2, y2b);
            FloatVector f3 = FloatVector.broadcast(SPECIES, x[p + 3 * COUNT]);
            y3a = a.fma(f3, y3a);
            y3b = b.fma(f3, y3b);
            FloatVector f4 = FloatVector.broadcast(SPECIES, x[p + 4 * COUNT]);
            y4a = a.fma(f4, y4a);
            y4b = b.fma(f4, y4b);
        }
        y0a.intoArray(y, at);
        y0b.intoArray(y, at + pitch);
        y1a.intoArray(y, at + COUNT);
        y1b.intoArray(y, at + pitch + COUNT);
        y2a.intoArray(y, at + 2 * COUNT);
        y2b.intoArray(y, at + pitch + 2 * COUNT);
        y3a.intoArray(y, at + 3 * COUNT);
        y3b.intoArray(y, at + pitch + 3 * COUNT);
        y4a.intoArray(y, at + 4 * COUNT);
        y4b.intoArray(y, at + pitch + 4 * COUNT);
    }

    /** Seven pixels, one block of results. */
    static void sevenOne(float[] x, int first, int[] offsets, float[] w, int panel, float[] y, int at) {
        FloatVector y0 = FloatVector.zero(SPECIES);
        FloatVector y1 = FloatVector.zero(SPECIES);
        FloatVector y2 = FloatVector.zero(SPECIES);
        FloatVector y3 = FloatVector.zero(SPECIES);
        FloatVector y4 = FloatVector.zero(SPECIES);
        FloatVector y5 = FloatVector.zero(SPECIES);
        FloatVector y6 = FloatVector.zero(SPECIES);
        for (int k = 0; k < offsets.length; k++) {
            int p = first + offsets[k];
            int q = panel + COUNT * k;
            FloatVector a = FloatVector.fromArray(SPECIES, w, q);
            y0 = FloatVector.broadcast(SPECIES, x[p]).fma(a, y0);
            y1 = FloatVector.broadcast(SPECIES, x[p + COUNT]).fma(a, y1);
            y2 = FloatVector.broadcast(SPECIES, x[p + 2 * COUNT]).fma(a, y2);
            y3 = FloatVector.broadcast(SPECIES, x[p + 3 * COUNT]).fma(a, y3);
            y4 = FloatVector.broadcast(SPECIES, x[p + 4 * COUNT]).fma(a, y4);
            y5 = FloatVector.broadcast(SPECIES, x[p + 5 * COUNT]).fma(a, y5);
            y6 = FloatVector.broadcast(SPECIES, x[p + 6 * COUNT]).fma(a, y6);
        }
        y0.intoArray(y, at);
        y1.intoArray(y, at + COUNT);
        y2.intoArray(y, at + 2 * COUNT);
        y3.intoArray(y, at + 3 * COUNT);
        y4.intoArray(y, at + 4 * COUNT);
        y5.intoArray(y, at + 5 * COUNT);
        y6.intoArray(y, at + 6 * COUNT);
    }

    /** Four pixels, two blocks of results. */
    static void fourTwo(float[] x, int first, int[] offsets, float[] w, int panel, float[] y, int at, int pitch) {
        FloatVector y0a = FloatVector.zero(SPECIES);
        FloatVector y0b = FloatVector.zero(SPECIES);
        FloatVector y1a = FloatVector.zero(SPECIES);
        FloatVector y1b = FloatVector.zero(SPECIES);
        FloatVector y2a = FloatVector.zero(SPECIES);
        FloatVector y2b = FloatVector.zero(SPECIES);
        FloatVector y3a = FloatVector.zero(SPECIES);
        FloatVector y3b = FloatVector.zero(SPECIES);
        for (int k = 0; k < offsets.length; k++) {
            int p = first + offsets[k];
            int q = panel + 2 * COUNT * k;
            FloatVector a = FloatVector.fromArray(SPECIES, w, q);
            FloatVector b = FloatVector.fromArray(SPECIES, w, q + COUNT);
            FloatVector f0 = FloatVector.broadcast(SPECIES, x[p]);
            y0a = f0.fma(a, y0a);
            y0b = f0.fma(b, y0b);
            FloatVector f1 = FloatVector.broadcast(SPECIES, x[p + COUNT]);
            y1a = f1.fma(a, y1a);
            y1b = f1.fma(b, y1b);
            FloatVector f2 = FloatVector.broadcast(SPECIES, x[p + 2 * COUNT]);
            y2a = f2.fma(a, y2a);
            y2b = f2.fma(b, y2b);
            FloatVector f3 = FloatVector.broadcast(SPECIES, x[p + 3 * COUNT]);
            y3a = f3.fma(a, y3a);
            y3b = f3.fma(b, y3b);
        }
        y0a.intoArray(y, at);
        y0b.intoArray(y, at + pitch);
        y1a.intoArray(y, at + COUNT);
        y1b.intoArray(y, at + pitch + COUNT);
        y2a.intoArray(y, at + 2 * COUNT);
        y2b.intoArray(y, at + pitch + 2 * COUNT);
        y3a.intoArray(y, at + 3 * COUNT);
        y3b.intoArray(y, at + pitch + 3 * COUNT);
    }

    /** Four pixels, one block of results. */
    static void fourOne(float[] x, int first, int[] offsets, float[] w, int panel, float[] y, int at) {
        FloatVector y0 = FloatVector.zero(SPECIES);
        FloatVector y1 = FloatVector.zero(SPECIES);
        FloatVector y2 = FloatVector.zero(SPECIES);
        FloatVector y3 = FloatVector.zero(SPECIES);
        for (int k = 0; k < offsets.length; k++) {
            int p = first + offsets[k];
            int q = panel + COUNT * k;
            FloatVector a = FloatVector.fromArray(SPECIES, w, q);
            y0 = FloatVector.broadcast(SPECIES, x[p]).fma(a, y0);
            y1 = FloatVector.broadcast(SPECIES, x[p + COUNT]).fma(a, y1);
            y2 = FloatVector.broadcast(SPECIES, x[p + 2 * COUNT]).fma(a, y2);
            y3 = FloatVector.broadcast(SPECIES, x[p + 3 * COUNT]).fma(a, y3);
        }
        y0.intoArray(y, at);
        y1.intoArray(y, at + COUNT);
        y2.intoArray(y, at + 2 * COUNT);
        y3.intoArray(y, at + 3 * COUNT);
    }

    /** A pixel, two blocks of results. */
    static void oneTwo(float[] x, int first, int[] offsets, float[] w, int panel, float[] y, int at, int pitch) {
        FloatVector y0a = FloatVector.zero(SPECIES);
        FloatVector y0b = FloatVector.zero(SPECIES);
        for (int k = 0; k < offsets.length; k++) {
            int p = first + offsets[k];
            int q = panel + 2 * COUNT * k;
            FloatVector a = FloatVector.fromArray(SPECIES, w, q);
            FloatVector b = FloatVector.fromArray(SPECIES, w, q + COUNT);
            FloatVector f0 = FloatVector.broadcast(SPECIES, x[p]);
            y0a = f0.fma(a, y0a);
            y0b = f0.fma(b, y0b);
        }
        y0a.intoArray(y, at);
        y0b.intoArray(y, at + pitch);
    }

    /** A pixel, one block of results. */
    static void oneOne(float[] x, int first, int[] offsets, float[] w, int panel, float[] y, int at) {
        FloatVector y0 = FloatVector.zero(SPECIES);
        for (int k = 0; k < offsets.length; k++) {
            int p = first + offsets[k];
            int q = panel + COUNT * k;
            FloatVector a = FloatVector.fromArray(SPECIES, w, q);
            y0 = FloatVector.broadcast(SPECIES, x[p]).fma(a, y0);
        }
        y0.intoArray(y, at);
    }
}
