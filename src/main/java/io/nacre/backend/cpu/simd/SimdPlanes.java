package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;

import io.nacre.backend.cpu.micro.PlaneLoops;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/** Planes as one long line: each column of taps is summed up, and added where it lies inside. */
final class SimdPlanes implements PlaneLoops {
    private static final VectorSpecies<Integer> MARKS = SPECIES.withLanes(int.class);

    @Override
    public boolean fits(int kernel) {
        return kernel == 3;
    }

    @Override
    public void convolve(
            float[] f,
            int factor,
            int[] places,
            float[] x,
            int first,
            int[] offsets,
            int[] inside,
            int marks,
            float[] y,
            int at,
            int length) {
        FloatVector a0 = FloatVector.broadcast(SPECIES, f[factor + places[0] + 0]);
        FloatVector a1 = FloatVector.broadcast(SPECIES, f[factor + places[0] + 3]);
        FloatVector a2 = FloatVector.broadcast(SPECIES, f[factor + places[0] + 6]);
        FloatVector b0 = FloatVector.broadcast(SPECIES, f[factor + places[1] + 0]);
        FloatVector b1 = FloatVector.broadcast(SPECIES, f[factor + places[1] + 3]);
        FloatVector b2 = FloatVector.broadcast(SPECIES, f[factor + places[1] + 6]);
        FloatVector c0 = FloatVector.broadcast(SPECIES, f[factor + places[2] + 0]);
        FloatVector c1 = FloatVector.broadcast(SPECIES, f[factor + places[2] + 3]);
        FloatVector c2 = FloatVector.broadcast(SPECIES, f[factor + places[2] + 6]);
        int aat0 = first + offsets[0];
        int aat1 = first + offsets[1];
        int aat2 = first + offsets[2];
        int bat0 = first + offsets[3];
        int bat1 = first + offsets[4];
        int bat2 = first + offsets[5];
        int cat0 = first + offsets[6];
        int cat1 = first + offsets[7];
        int cat2 = first + offsets[8];
        for (int j = 0; j < length; j += COUNT) {
            FloatVector sa = a0.mul(FloatVector.fromArray(SPECIES, x, aat0 + j));
            sa = a1.fma(FloatVector.fromArray(SPECIES, x, aat1 + j), sa);
            sa = a2.fma(FloatVector.fromArray(SPECIES, x, aat2 + j), sa);
            FloatVector sb = b0.mul(FloatVector.fromArray(SPECIES, x, bat0 + j));
            sb = b1.fma(FloatVector.fromArray(SPECIES, x, bat1 + j), sb);
            sb = b2.fma(FloatVector.fromArray(SPECIES, x, bat2 + j), sb);
            FloatVector sc = c0.mul(FloatVector.fromArray(SPECIES, x, cat0 + j));
            sc = c1.fma(FloatVector.fromArray(SPECIES, x, cat1 + j), sc);
            sc = c2.fma(FloatVector.fromArray(SPECIES, x, cat2 + j), sc);
            IntVector mb = IntVector.fromArray(MARKS, inside, marks + j);
            IntVector mc = IntVector.fromArray(MARKS, inside, 2 * marks + j);
            sb = sb.reinterpretAsInts().and(mb).reinterpretAsFloats();
            sc = sc.reinterpretAsInts().and(mc).reinterpretAsFloats();
            sa.add(sb).add(sc).intoArray(y, at + j);
        }
    }
}
