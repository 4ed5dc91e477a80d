package io.nacre.backend.cpu.scalar;

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
import java.util.Optional;

/** Plain loops, in the shape that the JVM's own compiler turns into vector code. */
public final class ScalarKernels implements MicroKernels {

    @Override
    public String description() {
        return "plain loops";
    }

    @Override
    public FmaPeak fmaPeak() {
        return new ScalarFmaPeak();
    }

    @Override
    public LineLoops lines() {
        return new ScalarLines();
    }

    @Override
    public PoolLoops largest() {
        return new ScalarMaxPool();
    }

    @Override
    public PoolLoops sums() {
        return new ScalarSumPool();
    }

    @Override
    public RowLoops rows() {
        return new ScalarRows();
    }

    @Override
    public Optional<WindowLoops> windows() {
        return Optional.empty();
    }

    @Override
    public Optional<PlaneLoops> planes() {
        return Optional.empty();
    }

    @Override
    public Optional<ProductKernel> product() {
        return Optional.empty();
    }

    @Override
    public Optional<BlockLoops> blocks() {
        return Optional.empty();
    }

    @Override
    public Optional<BlockTransform> blockTransform() {
        return Optional.empty();
    }

    @Override
    public Optional<TileTransform> tileTransform(int outputs) {
        return Optional.empty();
    }
}
