package io.nacre.backend.cpu.simd;

import io.nacre.backend.cpu.micro.BlockLoops;
import io.nacre.backend.cpu.micro.BlockTransform;
import io.nacre.backend.cpu.micro.FmaPeak;
import io.nacre.backend.cpu.micro.LineLoops;
import io.nacre.backend.cpu.micro.MicroKernels;
import io.nacre.backend.cpu.micro.PlaneLoops;
import io.nacre.backend.cpu.micro.PoolLoops;
import io.nacre.backend.cpu.micro.ProductKernel;
import io.nacre.backend.cpu.micro.RowLoops;
import io.nacre.backend.cpu.micro.TileTransform;
import io.nacre.backend.cpu.micro.WindowLoops;
import io.nacre.error.BackendException;
import java.util.Optional;

/** Loops over the processor's widest vectors. */
public final class SimdKernels implements MicroKernels {
    private static final int NARROWEST = 128;
    /** Bits of the smallest block of channels. */
    private static final int BLOCK = 256;

    /**
     * Looks whether vectors are of use here.
     *
     * @throws BackendException if not, saying why
     */
    public SimdKernels() {
        if (System.getProperty("java.vm.info", "").contains("interpreted")) {
            throw new BackendException("the JVM interprets (-Xint): vectors would be objects");
        }
        if (Lanes.SPECIES.vectorBitSize() < NARROWEST) {
            throw new BackendException(
                    "vectors have " + Lanes.SPECIES.vectorBitSize() + " bits, fewer than " + NARROWEST);
        }
    }

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
    public PoolLoops largest() {
        return new SimdMaxPool();
    }

    @Override
    public PoolLoops sums() {
        return new SimdSumPool();
    }

    @Override
    public RowLoops rows() {
        return new SimdRows();
    }

    @Override
    public Optional<WindowLoops> windows() {
        return Optional.of(new SimdWindows());
    }

    @Override
    public Optional<PlaneLoops> planes() {
        return Optional.of(new SimdPlanes());
    }

    @Override
    public Optional<ProductKernel> product() {
        return Optional.of(new SimdProduct());
    }

    @Override
    public Optional<BlockLoops> blocks() {
        return Lanes.SPECIES.vectorBitSize() < BLOCK ? Optional.empty() : Optional.of(new SimdBlocks());
    }

    @Override
    public Optional<BlockTransform> blockTransform() {
        return blocks().map(blocks -> new FourByFourBlocks());
    }

    @Override
    public Optional<TileTransform> tileTransform(int outputs) {
        return Optional.of(outputs == 2 ? new TwoByTwo() : new FourByFour());
    }
}
