package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.PoolLoops;
import io.nacre.backend.cpu.micro.RowLoops;
import io.nacre.op.Binary;
import io.nacre.op.Reduce;
import io.nacre.op.Volume;
import io.nacre.tensor.Shape;
import java.util.List;

/**
 * Planes of channels in blocks combined into one pixel each: first the pixels of each line, then what the lines came to, which keeps
 * errors small.
 */
final class BlockReduction implements Tiles {
    private final PoolLoops pool;
    private final RowLoops rows;
    private final boolean mean;
    private final Volume in;
    private final CpuView x;
    private final CpuView y;
    private final float[] scratch;
    private final int scratchStart;

    BlockReduction(Reduce op, Operands operands, PoolLoops pool) {
        this.pool = pool;
        rows = operands.rows();
        mean = op.function() == Reduce.Function.MEAN;
        in = Volume.of(operands.inputShape(0));
        x = operands.input(0);
        y = operands.output();
        scratch = operands.scratch().floats();
        scratchStart = operands.scratch().offset();
    }

    /** Whether the planes of a tensor of rank 5 are combined by a sum or into the largest, and the last axis is a block. */
    static boolean fits(Reduce op, Shape x, int lanes) {
        boolean combines = switch (op.function()) {
            case SUM, MEAN, MAX -> true;
            default -> false;
        };
        return combines
                && x.rank() == 5
                && x.extent(4) == lanes
                && x.elements() > 0
                && op.axes().equals(List.of(2, 3));
    }

    /** Elements of scratch memory that each thread needs: a pixel a line. */
    static long scratch(Shape x) {
        return (long) x.extent(2) * x.extent(4);
    }

    @Override
    public int count() {
        return Math.multiplyExact(in.n(), in.c());
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int lanes = in.w();
        int plane = x.offset() + tile * in.plane();
        int target = y.offset() + tile * lanes;
        int lines = scratchStart + workspace.seat * in.d() * lanes;
        int line = in.h() * lanes;
        pool.blocks(x.floats(), plane, in.h(), lanes, line, lanes, scratch, lines, in.d() * lanes);
        pool.blocks(scratch, lines, in.d(), lanes, 0, lanes, y.floats(), target, lanes);
        if (mean) {
            rows.combine(Binary.Function.DIV, y.floats(), target, (float) in.d() * in.h(), y.floats(), target, lanes);
        }
    }
}
