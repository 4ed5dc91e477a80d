package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;
import static io.nacre.backend.cpu.simd.SimdProduct.ROWS;

import jdk.incubator.vector.FloatVector;

/**
 * Products of one row, for which memory is the limit: the widest one reads the operands of both halves of the depth at once,
 * because two streams come faster than one.
 */
final class OneRow {
    private OneRow() {}

    /** Three vectors wide. */
    static void three(float[] factors, int panel, float[] x, int first, int[] offsets, int depth, float[] y, int at) {
        FloatVector y0a = FloatVector.zero(SPECIES);
        FloatVector y0b = FloatVector.zero(SPECIES);
        FloatVector y0c = FloatVector.zero(SPECIES);
        FloatVector y1a = FloatVector.zero(SPECIES);
        FloatVector y1b = FloatVector.zero(SPECIES);
        FloatVector y1c = FloatVector.zero(SPECIES);
        int half = depth / 2;
        for (int k = 0; k < half; k++) {
            int p = first + offsets[k];
            FloatVector f0 = FloatVector.broadcast(SPECIES, factors[panel + ROWS * k]);
            y0a = f0.fma(FloatVector.fromArray(SPECIES, x, p), y0a);
            y0b = f0.fma(FloatVector.fromArray(SPECIES, x, p + COUNT), y0b);
            y0c = f0.fma(FloatVector.fromArray(SPECIES, x, p + 2 * COUNT), y0c);
            int q = first + offsets[half + k];
            FloatVector f1 = FloatVector.broadcast(SPECIES, factors[panel + ROWS * (half + k)]);
            y1a = f1.fma(FloatVector.fromArray(SPECIES, x, q), y1a);
            y1b = f1.fma(FloatVector.fromArray(SPECIES, x, q + COUNT), y1b);
            y1c = f1.fma(FloatVector.fromArray(SPECIES, x, q + 2 * COUNT), y1c);
        }
        if (2 * half < depth) {
            int p = first + offsets[depth - 1];
            FloatVector f0 = FloatVector.broadcast(SPECIES, factors[panel + ROWS * (depth - 1)]);
            y0a = f0.fma(FloatVector.fromArray(SPECIES, x, p), y0a);
            y0b = f0.fma(FloatVector.fromArray(SPECIES, x, p + COUNT), y0b);
            y0c = f0.fma(FloatVector.fromArray(SPECIES, x, p + 2 * COUNT), y0c);
        }
        y0a.add(y1a).intoArray(y, at);
        y0b.add(y1b).intoArray(y, at + COUNT);
        y0c.add(y1c).intoArray(y, at + 2 * COUNT);
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
