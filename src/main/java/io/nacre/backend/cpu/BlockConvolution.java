package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.BlockLoops;
import io.nacre.op.Convolution;
import io.nacre.tensor.Shape;
import java.util.Arrays;

/**
 * Convolution with results in blocks of channels, of any window: some lines of results at a time, for which the input is copied
 * and padded ({@link BlockInput}), or, in a window of 1×1, seen where it lies.
 */
final class BlockConvolution implements Tiles {
    private final BlockLoops loops;
    private final BlockPlan plan;
    private final BlockPanels panels;
    private final BlockInput input;
    private final BlockFinish finish;
    private final Shape in;
    private final Shape out;
    private final Shape weights;
    private final int groups;
    private final int blocks;
    private final int[] offsets;
    private final CpuView x;
    private final CpuView w;
    private final float[] scratch;
    private final int scratchStart;
    private final int scratchPerSeat;

    /**
     * @param w where packed weights lie
     * @param scratchStart where each thread's {@link BlockPlan#scratch} begins
     */
    BlockConvolution(BlockLoops loops, Convolution op, Operands operands, CpuView w, int scratchStart) {
        this.loops = loops;
        this.w = w;
        this.scratchStart = scratchStart;
        in = operands.inputShape(0);
        out = operands.outputShape();
        weights = operands.inputShape(1);
        groups = op.groups();
        plan = BlockPlan.of(loops, op, in, weights, out);
        boolean plain = !op.isBlocked(in);
        panels = new BlockPanels(loops.lanes(), groups, plain);
        blocks = panels.blocks(weights);
        input = plan.input();
        offsets = plan.inPlace() ? channelOffsets(in, groups) : input.channelOffsets();
        finish = new BlockFinish(loops, op, operands);
        x = operands.input(0);
        scratch = operands.scratch().floats();
        scratchPerSeat = Math.toIntExact(plan.scratch());
    }

    /** Where a pixel's channels lie in the input itself. */
    private static int[] channelOffsets(Shape x, int groups) {
        int lanes = x.extent(4);
        int[] offsets = new int[x.extent(1) / groups * lanes];
        Arrays.setAll(offsets, c -> c / lanes * x.extent(2) * x.extent(3) * lanes + c % lanes);
        return offsets;
    }

    @Override
    public int count() {
        return Math.multiplyExact(
                out.extent(0) * groups, plan.lines().count() * plan.panels().count());
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int parts = plan.panels().count() * plan.lines().count();
        int part = tile % parts;
        int chunk = plan.panelsLast()
                ? part / plan.lines().count()
                : part % plan.panels().count();
        int strip = plan.panelsLast()
                ? part % plan.lines().count()
                : part / plan.panels().count();
        int group = tile / parts % groups;
        int n = tile / parts / groups;
        int first = plan.lines().start(strip);
        int count = plan.lines().length(strip);
        int firstPanel = plan.panels().start(chunk);
        int endPanel = firstPanel + plan.panels().length(chunk);
        if (plan.inPlace()) {
            pixels(n, group, first, count, firstPanel, endPanel);
        } else {
            lines(n, group, first, count, 0, out.extent(3), firstPanel, endPanel, workspace.seat);
        }
    }

    /** Computes pixels of a plane from where the input lies. */
    private void pixels(int n, int group, int first, int count, int firstPanel, int endPanel) {
        int at = start(n, group) + first * loops.lanes();
        for (int panel = firstPanel; panel < endPanel; panel++) {
            int block = panel * BlockPanels.PANEL;
            int wide = wide(block);
            int result = group * blocks + block;
            multiply(x.floats(), at, group, block, finish.target(n, result, first), count);
            for (int i = 0; i < wide; i++) {
                finish.apply(n, result + i, first, count);
            }
        }
    }

    /** How many lines of results may be computed at once. */
    int mostLines() {
        return plan.lines().size();
    }

    /**
     * Computes a part of some lines of results.
     *
     * @param first line
     * @param column of each line's first result
     * @param endPanel one past the last panel
     */
    void lines(int n, int group, int first, int count, int column, int width, int firstPanel, int endPanel, int seat) {
        int at = scratchStart + seat * scratchPerSeat;
        input.fill(x.floats(), start(n, group), first, count, scratch, at);
        for (int panel = firstPanel; panel < endPanel; panel++) {
            int block = panel * BlockPanels.PANEL;
            int wide = wide(block);
            int result = group * blocks + block;
            for (int line = 0; line < count; line++) {
                int from = at + line * input.pitch() + column * loops.lanes();
                int position = (first + line) * out.extent(3) + column;
                multiply(scratch, from, group, block, finish.target(n, result, position), width);
                for (int i = 0; i < wide; i++) {
                    finish.apply(n, result + i, position, width);
                }
            }
        }
    }

    private int start(int n, int group) {
        return x.sample(n) + group * Math.toIntExact(in.elements(1, in.rank()) / groups);
    }

    private int wide(int block) {
        return Math.min(BlockPanels.PANEL, blocks - block);
    }

    private void multiply(float[] from, int at, int group, int block, int target, int pixels) {
        loops.multiply(
                from,
                at,
                offsets,
                w.floats(),
                w.offset() + panels.start(weights, group, block),
                wide(block),
                finish.results(),
                target,
                finish.pitch(),
                pixels);
    }
}
