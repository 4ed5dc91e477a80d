package io.nacre.backend.cpu.simd;

import io.nacre.backend.cpu.micro.FmaPeak;
import jdk.incubator.vector.FloatVector;

/** Twelve independent chains of multiply-adds in registers: more than any core needs to have under way at once. */
final class SimdFmaPeak implements FmaPeak {
    private static final int CHAINS = 12;
    private static final int STEPS = 128;

    @Override
    public float run(int rounds) {
        float sum = 0;
        for (int round = 0; round < rounds; round++) {
            sum += round(0.5f, round);
        }
        return sum;
    }

    private static float round(float a, float b) {
        FloatVector factor = FloatVector.broadcast(Lanes.SPECIES, a);
        FloatVector term = FloatVector.broadcast(Lanes.SPECIES, b);
        FloatVector x0 = term;
        FloatVector x1 = term;
        FloatVector x2 = term;
        FloatVector x3 = term;
        FloatVector x4 = term;
        FloatVector x5 = term;
        FloatVector x6 = term;
        FloatVector x7 = term;
        FloatVector x8 = term;
        FloatVector x9 = term;
        FloatVector x10 = term;
        FloatVector x11 = term;
        for (int step = 0; step < STEPS; step++) {
            x0 = x0.fma(factor, term);
            x1 = x1.fma(factor, term);
            x2 = x2.fma(factor, term);
            x3 = x3.fma(factor, term);
            x4 = x4.fma(factor, term);
            x5 = x5.fma(factor, term);
            x6 = x6.fma(factor, term);
            x7 = x7.fma(factor, term);
            x8 = x8.fma(factor, term);
            x9 = x9.fma(factor, term);
            x10 = x10.fma(factor, term);
            x11 = x11.fma(factor, term);
        }
        FloatVector sum = x0.add(x1).add(x2.add(x3)).add(x4.add(x5).add(x6.add(x7)));
        return sum.add(x8.add(x9).add(x10.add(x11))).lane(0);
    }

    @Override
    public long flopsPerRound() {
        return 2L * CHAINS * STEPS * Lanes.COUNT;
    }
}
