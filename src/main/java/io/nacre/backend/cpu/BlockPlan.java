package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.BlockLoops;
import io.nacre.op.Convolution;
import io.nacre.tensor.Shape;

/**
 * How a convolution with results in blocks is cut: planes into strips of lines, or of pixels where the input is seen in place, and
 * a group's panels into chunks. A rule of shapes alone.
 *
 * @param inPlace whether a window of 1×1 sees the input where it lies
 * @param lines how lines, or pixels, are cut
 * @param panels how panels are cut
 * @param input the copied input of a strip
 */
record BlockPlan(boolean inPlace, Pieces lines, Pieces panels, BlockInput input) {
    /** Elements of input that a strip should not exceed: a part of a core's own cache. */
    private static final long CACHE = 48 * 1024;
    /** What copying an element costs, in multiply-adds. */
    private static final double COPY = 4;
    /** Chunks of panels that keep any number of threads busy. */
    private static final int MANY = 16;

    static BlockPlan of(BlockLoops loops, Convolution op, Shape x, Shape w, Shape y) {
        boolean blocked = op.isBlocked(x);
        boolean inPlace = blocked && op.window().isPointwise();
        BlockPanels layout = new BlockPanels(loops.lanes(), op.groups(), !blocked);
        Pieces lines = inPlace ? pixels(loops, x, op.groups(), y) : lines(loops, op, x, y);
        BlockInput input = new BlockInput(loops, op, x, y, lines.size());
        double pixels = (double) lines.size() * (inPlace ? 1 : y.extent(3));
        double multiply = pixels * layout.depth(w) * layout.blocks(w) * loops.lanes();
        double copy = inPlace ? 0 : COPY * input.elements();
        long strips = (long) y.extent(0) * op.groups() * lines.count();
        return new BlockPlan(inPlace, lines, panels(strips, multiply, copy, layout.blocks(w)), input);
    }

    private static Pieces panels(long strips, double multiply, double copy, int blocks) {
        int panels = Tiles.cover(blocks, BlockPanels.PANEL);
        Pieces best = new Pieces(panels, panels);
        for (int chunks = 2; chunks <= Math.min(panels, MANY); chunks++) {
            Pieces pieces = Pieces.ofAtMost(panels, Tiles.cover(panels, chunks));
            if (time(strips, multiply, copy, pieces) < time(strips, multiply, copy, best)) {
                best = pieces;
            }
        }
        return best;
    }

    private static double time(long strips, double multiply, double copy, Pieces panels) {
        double uneven = (double) panels.count() * panels.size() / panels.extent();
        return Tiles.time(strips * (multiply * uneven + copy * panels.count()), strips * panels.count());
    }

    private static Pieces pixels(BlockLoops loops, Shape x, int groups, Shape y) {
        int plane = y.extent(2) * y.extent(3);
        long channels = (long) x.extent(1) / groups * loops.lanes();
        int most = (int) Math.max(CACHE / channels, loops.pixels());
        int half = Math.max(loops.pixels() / 2, 1); // so many are computed nearly as well
        int even = Pieces.ofAtMost(plane, Math.min(most, Tiles.cover(plane, 2))).size();
        return new Pieces(plane, Tiles.cover(even, half) * half);
    }

    private static Pieces lines(BlockLoops loops, Convolution op, Shape x, Shape y) {
        int height = y.extent(2);
        int most = Tiles.cover(height, 2);
        while (most > 1 && new BlockInput(loops, op, x, y, most).elements() > CACHE) {
            most = Tiles.cover(most, 2);
        }
        return Pieces.ofAtMost(height, most);
    }

    /** Elements of scratch memory that each thread needs. */
    long scratch() {
        return inPlace ? 0 : input.elements();
    }
}
