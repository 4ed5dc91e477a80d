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
        FloatVector a0 = FloatVector.broadcast(SPECIES, f[factor + places[0]]);
        FloatVector a1 = FloatVector.broadcast(SPECIES, f[factor + places[0] + TAPS]);
        FloatVector a2 = FloatVector.broadcast(SPECIES, f[factor + places[0] + 2 * TAPS]);
        FloatVector b0 = FloatVector.broadcast(SPECIES, f[factor + places[1]]);
        FloatVector b1 = FloatVector.broadcast(SPECIES, f[factor + places[1] + TAPS]);
        FloatVector b2 = FloatVector.broadcast(SPECIES, f[factor + places[1] + 2 * TAPS]);
        FloatVector c0 = FloatVector.broadcast(SPECIES, f[factor + places[2]]);
        FloatVector c1 = FloatVector.broadcast(SPECIES, f[factor + places[2] + TAPS]);
        FloatVector c2 = FloatVector.broadcast(SPECIES, f[factor + places[2] + 2 * TAPS]);
        int atA0 = first + offsets[0];
        int atA1 = first + offsets[1];
        int atA2 = first + offsets[2];
        int atB0 = first + offsets[3];
        int atB1 = first + offsets[4];
        int atB2 = first + offsets[5];
        int atC0 = first + offsets[6];
        int atC1 = first + offsets[7];
        int atC2 = first + offsets[8];
        for (int j = 0; j < length; j += COUNT) {
            FloatVector sa = a0.mul(FloatVector.fromArray(SPECIES, x, atA0 + j));
            sa = a1.fma(FloatVector.fromArray(SPECIES, x, atA1 + j), sa);
            sa = a2.fma(FloatVector.fromArray(SPECIES, x, atA2 + j), sa);
            FloatVector sb = b0.mul(FloatVector.fromArray(SPECIES, x, atB0 + j));
            sb = b1.fma(FloatVector.fromArray(SPECIES, x, atB1 + j), sb);
            sb = b2.fma(FloatVector.fromArray(SPECIES, x, atB2 + j), sb);
            FloatVector sc = c0.mul(FloatVector.fromArray(SPECIES, x, atC0 + j));
            sc = c1.fma(FloatVector.fromArray(SPECIES, x, atC1 + j), sc);
            sc = c2.fma(FloatVector.fromArray(SPECIES, x, atC2 + j), sc);
            IntVector mb = IntVector.fromArray(MARKS, inside, marks + j);
            IntVector mc = IntVector.fromArray(MARKS, inside, 2 * marks + j);
            sb = sb.reinterpretAsInts().and(mb).reinterpretAsFloats();
            sc = sc.reinterpretAsInts().and(mc).reinterpretAsFloats();
            sa.add(sb).add(sc).intoArray(y, at + j);
        }
    }
}
