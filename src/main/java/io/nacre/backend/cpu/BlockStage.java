package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.BlockLoops;
import io.nacre.backend.cpu.micro.Finish;
import io.nacre.backend.cpu.micro.RowLoops;
import io.nacre.op.Activation;
import org.jspecify.annotations.Nullable;

/** One bound step of an epilogue of results in blocks, over pixels of one block that lie in their place. */
interface BlockStage {

    /**
     * Changes the pixels.
     *
     * @param at the first pixel
     * @param n the sample
     * @param block of the channels
     * @param place of the first pixel within its sample
     */
    void apply(float[] y, int at, int pixels, int n, int block, int place);

    /** A bias, a sum with a tensor, limits: each if there is one. */
    record Sum(BlockLoops loops, Finish finish, @Nullable CpuView added) implements BlockStage {
        @Override
        public void apply(float[] y, int at, int pixels, int n, int block, int place) {
            float[] from = added == null ? null : added.floats();
            int start = added == null ? 0 : added.sample(n) + place;
            loops.finish(y, at, pixels, finish, block * loops.lanes(), from, start);
        }
    }

    /** A function of each element. */
    record Activate(RowLoops rows, Activation activation, int lanes) implements BlockStage {
        @Override
        public void apply(float[] y, int at, int pixels, int n, int block, int place) {
            rows.activate(activation, y, at, y, at, pixels * lanes);
        }
    }

    /** A factor of each channel's own. */
    record Scale(BlockLoops loops, CpuView factors) implements BlockStage {
        @Override
        public void apply(float[] y, int at, int pixels, int n, int block, int place) {
            loops.scale(y, at, pixels, factors.floats(), factors.offset() + block * loops.lanes());
        }
    }

    /** A factor of each channel's own for what is below zero. */
    record Slope(BlockLoops loops, CpuView factors) implements BlockStage {
        @Override
        public void apply(float[] y, int at, int pixels, int n, int block, int place) {
            loops.slope(y, at, pixels, factors.floats(), factors.offset() + block * loops.lanes());
        }
    }
}
