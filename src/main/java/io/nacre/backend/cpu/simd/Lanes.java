package io.nacre.backend.cpu.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The one vector shape of this process: JDK 17 loses half its speed in whatever uses a second one. */
final class Lanes {
    /** The processor's widest, but no wider than the {@code 64} readable bytes behind each tensor. */
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.vectorBitSize() > 512
            ? FloatVector.SPECIES_512
            : FloatVector.SPECIES_PREFERRED;

    static final int COUNT = SPECIES.length();

    private Lanes() {}
}
