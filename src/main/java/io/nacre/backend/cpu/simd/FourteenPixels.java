package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Products of fourteen pixels with blocks of channels. */
final class FourteenPixels {
    private FourteenPixels() {}

    /** Two blocks of results: 28 sums, two vectors of weights and a factor take 31 of 32 registers. */
    static void two(float[] x, int first, int[] offsets, float[] w, int panel, float[] y, int at, int pitch) {
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
        FloatVector y8a = FloatVector.zero(SPECIES);
        FloatVector y8b = FloatVector.zero(SPECIES);
        FloatVector y9a = FloatVector.zero(SPECIES);
        FloatVector y9b = FloatVector.zero(SPECIES);
        FloatVector y10a = FloatVector.zero(SPECIES);
        FloatVector y10b = FloatVector.zero(SPECIES);
        FloatVector y11a = FloatVector.zero(SPECIES);
        FloatVector y11b = FloatVector.zero(SPECIES);
        FloatVector y12a = FloatVector.zero(SPECIES);
        FloatVector y12b = FloatVector.zero(SPECIES);
        FloatVector y13a = FloatVector.zero(SPECIES);
        FloatVector y13b = FloatVector.zero(SPECIES);
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
            FloatVector f7 = FloatVector.broadcast(SPECIES, x[p + 7 * COUNT]);
            y7a = f7.fma(a, y7a);
            y7b = f7.fma(b, y7b);
            FloatVector f8 = FloatVector.broadcast(SPECIES, x[p + 8 * COUNT]);
            y8a = f8.fma(a, y8a);
            y8b = f8.fma(b, y8b);
            FloatVector f9 = FloatVector.broadcast(SPECIES, x[p + 9 * COUNT]);
            y9a = f9.fma(a, y9a);
            y9b = f9.fma(b, y9b);
            FloatVector f10 = FloatVector.broadcast(SPECIES, x[p + 10 * COUNT]);
            y10a = f10.fma(a, y10a);
            y10b = f10.fma(b, y10b);
            FloatVector f11 = FloatVector.broadcast(SPECIES, x[p + 11 * COUNT]);
            y11a = f11.fma(a, y11a);
            y11b = f11.fma(b, y11b);
            FloatVector f12 = FloatVector.broadcast(SPECIES, x[p + 12 * COUNT]);
            y12a = f12.fma(a, y12a);
            y12b = f12.fma(b, y12b);
            FloatVector f13 = FloatVector.broadcast(SPECIES, x[p + 13 * COUNT]);
            y13a = f13.fma(a, y13a);
            y13b = f13.fma(b, y13b);
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
        y7a.intoArray(y, at + 7 * COUNT);
        y7b.intoArray(y, at + pitch + 7 * COUNT);
        y8a.intoArray(y, at + 8 * COUNT);
        y8b.intoArray(y, at + pitch + 8 * COUNT);
        y9a.intoArray(y, at + 9 * COUNT);
        y9b.intoArray(y, at + pitch + 9 * COUNT);
        y10a.intoArray(y, at + 10 * COUNT);
        y10b.intoArray(y, at + pitch + 10 * COUNT);
        y11a.intoArray(y, at + 11 * COUNT);
        y11b.intoArray(y, at + pitch + 11 * COUNT);
        y12a.intoArray(y, at + 12 * COUNT);
        y12b.intoArray(y, at + pitch + 12 * COUNT);
        y13a.intoArray(y, at + 13 * COUNT);
        y13b.intoArray(y, at + pitch + 13 * COUNT);
    }

    /** One block of results. */
    static void one(float[] x, int first, int[] offsets, float[] w, int panel, float[] y, int at) {
        FloatVector y0 = FloatVector.zero(SPECIES);
        FloatVector y1 = FloatVector.zero(SPECIES);
        FloatVector y2 = FloatVector.zero(SPECIES);
        FloatVector y3 = FloatVector.zero(SPECIES);
        FloatVector y4 = FloatVector.zero(SPECIES);
        FloatVector y5 = FloatVector.zero(SPECIES);
        FloatVector y6 = FloatVector.zero(SPECIES);
        FloatVector y7 = FloatVector.zero(SPECIES);
        FloatVector y8 = FloatVector.zero(SPECIES);
        FloatVector y9 = FloatVector.zero(SPECIES);
        FloatVector y10 = FloatVector.zero(SPECIES);
        FloatVector y11 = FloatVector.zero(SPECIES);
        FloatVector y12 = FloatVector.zero(SPECIES);
        FloatVector y13 = FloatVector.zero(SPECIES);
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
            y7 = FloatVector.broadcast(SPECIES, x[p + 7 * COUNT]).fma(a, y7);
            y8 = FloatVector.broadcast(SPECIES, x[p + 8 * COUNT]).fma(a, y8);
            y9 = FloatVector.broadcast(SPECIES, x[p + 9 * COUNT]).fma(a, y9);
            y10 = FloatVector.broadcast(SPECIES, x[p + 10 * COUNT]).fma(a, y10);
            y11 = FloatVector.broadcast(SPECIES, x[p + 11 * COUNT]).fma(a, y11);
            y12 = FloatVector.broadcast(SPECIES, x[p + 12 * COUNT]).fma(a, y12);
            y13 = FloatVector.broadcast(SPECIES, x[p + 13 * COUNT]).fma(a, y13);
        }
        y0.intoArray(y, at);
        y1.intoArray(y, at + COUNT);
        y2.intoArray(y, at + 2 * COUNT);
        y3.intoArray(y, at + 3 * COUNT);
        y4.intoArray(y, at + 4 * COUNT);
        y5.intoArray(y, at + 5 * COUNT);
        y6.intoArray(y, at + 6 * COUNT);
        y7.intoArray(y, at + 7 * COUNT);
        y8.intoArray(y, at + 8 * COUNT);
        y9.intoArray(y, at + 9 * COUNT);
        y10.intoArray(y, at + 10 * COUNT);
        y11.intoArray(y, at + 11 * COUNT);
        y12.intoArray(y, at + 12 * COUNT);
        y13.intoArray(y, at + 13 * COUNT);
    }
}
