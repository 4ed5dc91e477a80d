package io.nacre.backend.cpu.scalar;

import static io.nacre.backend.cpu.scalar.Fma.fma;

import io.nacre.backend.cpu.micro.FmaPeak;

/** A polynomial over a short row: one load and one store for {@value #DEGREE} multiply-adds, vectorised by the JVM. */
final class ScalarFmaPeak implements FmaPeak {
    private static final int LENGTH = 256;
    private static final int DEGREE = 12;

    @Override
    public float run(int rounds) {
        float[] row = new float[LENGTH];
        for (int round = 0; round < rounds; round++) {
            evaluate(row, 0.5f);
        }
        return row[0] + row[LENGTH - 1];
    }

    private static void evaluate(float[] row, float a) {
        for (int j = 0; j < LENGTH; j++) {
            float x = row[j];
            x = fma(x, a, 0.5f);
            x = fma(x, a, 0.25f);
            x = fma(x, a, 0.125f);
            x = fma(x, a, 0.5f);
            x = fma(x, a, 0.25f);
            x = fma(x, a, 0.125f);
            x = fma(x, a, 0.5f);
            x = fma(x, a, 0.25f);
            x = fma(x, a, 0.125f);
            x = fma(x, a, 0.5f);
            x = fma(x, a, 0.25f);
            row[j] = fma(x, a, 0.125f);
        }
    }

    @Override
    public long flopsPerRound() {
        return 2L * LENGTH * DEGREE;
    }
}
