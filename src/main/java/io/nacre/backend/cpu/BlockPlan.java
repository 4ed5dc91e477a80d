package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.BlockLoops;
import io.nacre.op.Convolution;
import io.nacre.tensor.Shape;
import java.util.Objects;

/**
 * How a convolution with results in blocks is cut: planes into strips of lines, or of pixels where the input is seen in place, and
 * a group's panels into chunks. A rule of shapes alone.
 *
 * @param inPlace whether a window of 1×1 sees the input where it lies
 * @param lines how lines, or pixels, are cut
 * @param panels how panels are cut
 * @param panelsLast whether all strips are done with one chunk of panels before the next one, since weights are more than input
 * @param input the copied input of a strip
 */
record BlockPlan(boolean inPlace, Pieces lines, Pieces panels, boolean panelsLast, BlockInput input) {
    /** Elements of input that a strip should not exceed: a part of a core's own cache. */
    private static final long CACHE = 48 * 1024;
    /** What reading a weight costs, in multiply-adds. */
    static final int WEIGHT = 12;
    /** What reading an element from a farther cache costs, in multiply-adds. */
    private static final double READ = 2;
    /** The most pieces that a plane's pixels are cut into. */
    private static final int MANY_PIECES = 64;
    /** What copying an element costs, in multiply-adds. */
    private static final double COPY = 4;
    /** Chunks of panels that keep any number of threads busy. */
    private static final int MANY = 16;

    static BlockPlan of(BlockLoops loops, Convolution op, Shape x, Shape w, Shape y) {
        boolean blocked = op.isBlocked(x);
        boolean inPlace = blocked && op.window().isPointwise();
        BlockPanels layout = new BlockPanels(loops.lanes(), op.groups(), !blocked);
        int panels = Tiles.cover(layout.blocks(w), BlockPanels.PANEL);
        double each = (double) layout.depth(w) * layout.blocks(w) * loops.lanes();
        long planes = (long) y.extent(0) * op.groups();
        int plane = y.extent(2) * y.extent(3);
        BlockPlan best = null;
        double least = 0;
        int most = inPlace ? Math.min(Tiles.cover(plane, loops.pixels()), MANY_PIECES) : 1;
        for (int pieces = 1; pieces <= most; pieces++) {
            Pieces lines = inPlace ? pixels(loops, plane, pieces) : lines(loops, op, x, y);
            BlockInput input = new BlockInput(loops, op, x, y, lines.size());
            double pixels = (double) lines.size() * (inPlace ? 1 : y.extent(3));
            double seen = inPlace ? pixels * layout.depth(w) : input.elements();
            for (int chunks = 1; chunks <= Math.min(panels, MANY); chunks++) {
                Pieces cut = Pieces.ofAtMost(panels, Tiles.cover(panels, chunks));
                double uneven = (double) cut.count() * cut.size() / panels;
                double read = cut.count() * seen * (inPlace ? READ : COPY);
                double again = inPlace && seen > CACHE ? each * READ * pixels / loops.pixels() : 0;
                double piece = each * (Math.max(pixels, WEIGHT) * uneven + READ) + again + read;
                long tiles = planes * lines.count() * cut.count();
                double rest = piece / cut.count() / 2; // what the last thread does when others have nothing to do
                double time = Tiles.time(planes * lines.count() * piece, tiles) + rest;
                if (best == null || time < least) {
                    least = time;
                    boolean panelsLast = each > x.elements(1, x.rank());
                    best = new BlockPlan(inPlace, lines, cut, panelsLast, input);
                }
            }
        }
        return Objects.requireNonNull(best);
    }

    /** Pixels in so many pieces, each of whole tiles or half a tile more. */
    private static Pieces pixels(BlockLoops loops, int plane, int pieces) {
        int half = Math.max(loops.pixels() / 2, 1);
        return new Pieces(plane, Tiles.cover(Tiles.cover(plane, pieces), half) * half);
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
