package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;
import static io.nacre.backend.cpu.simd.SimdProduct.ROWS;

import jdk.incubator.vector.FloatVector;

/** Products of one row, for which memory is the limit. */
final class OneRow {
    private OneRow() {}

    /** Three vectors wide. */
    static void three(float[] factors, int panel, float[] x, int first, int[] offsets, int depth, float[] y, int at) {
        FloatVector y0a = FloatVector.zero(SPECIES);
        FloatVector y0b = FloatVector.zero(SPECIES);
        FloatVector y0c = FloatVector.zero(SPECIES);
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
        }
        y0a.intoArray(y, at);
        y0b.intoArray(y, at + COUNT);
        y0c.intoArray(y, at + 2 * COUNT);
    }

    /** Two vectors wide. */
    static void two(float[] factors, int panel, float[] x, int first, int[] offsets, int depth, float[] y, int at) {
        FloatVector y0a = FloatVector.zero(SPECIES);
        FloatVector y0b = FloatVector.zero(SPECIES);
        for (int k = 0; k < depth; k++) {
            int p = first + offsets[k];
            int q = panel + ROWS * k;
            FloatVector a = FloatVector.fromArray(SPECIES, x, p);
            FloatVector b = FloatVector.fromArray(SPECIES, x, p + COUNT);
            FloatVector f0 = FloatVector.broadcast(SPECIES, factors[q]);
            y0a = f0.fma(a, y0a);
            y0b = f0.fma(b, y0b);
        }
        y0a.intoArray(y, at);
        y0b.intoArray(y, at + COUNT);
    }

    /** One vector wide. */
    static void one(float[] factors, int panel, float[] x, int first, int[] offsets, int depth, float[] y, int at) {
        FloatVector y0a = FloatVector.zero(SPECIES);
        for (int k = 0; k < depth; k++) {
            int p = first + offsets[k];
            int q = panel + ROWS * k;
            FloatVector a = FloatVector.fromArray(SPECIES, x, p);
            FloatVector f0 = FloatVector.broadcast(SPECIES, factors[q]);
            y0a = f0.fma(a, y0a);
        }
        y0a.intoArray(y, at);
    }
}
