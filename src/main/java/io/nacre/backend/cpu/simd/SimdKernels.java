package io.nacre.backend.cpu.simd;

import io.nacre.backend.cpu.micro.FmaPeak;
import io.nacre.backend.cpu.micro.LineLoops;
import io.nacre.backend.cpu.micro.MicroKernels;
import io.nacre.backend.cpu.micro.ProductKernel;
import java.util.Optional;

/** Loops over the processor's widest vectors. */
public final class SimdKernels implements MicroKernels {

    @Override
    public String description() {
        return Lanes.SPECIES.vectorBitSize() + "-bit vectors";
    }

    @Override
    public FmaPeak fmaPeak() {
        return new SimdFmaPeak();
    }

    @Override
    public LineLoops lines() {
        return new SimdLines();
    }

    @Override
    public Optional<ProductKernel> product() {
        return Optional.of(new SimdProduct());
    }
}
