package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.ProductKernel;
import io.nacre.op.Convolution;
import io.nacre.op.Volume;
import io.nacre.op.Window;

/**
 * How a convolution's results are cut: each slice into strips of some lines, or of a part of one line, and the output
 * channels of a group into chunks of panels. A rule of shapes alone: it does not ask how many threads there are.
 *
 * @param lines how the lines of a slice are cut
 * @param columns how a line is cut; not at all if a strip has several lines
 * @param panels how the panels of a group are cut
 * @param cost its time, estimated in multiply-adds of a product in panels
 */
record StripPlan(Pieces lines, Pieces columns, Pieces panels, double cost) {
    /** Elements of input that a strip should not exceed: together with its results, most of a core's own cache. */
    private static final long CACHE = 96 * 1024;
    /** Chunks of panels that keep any number of threads busy. */
    private static final int MANY = 16;
    /** What copying an element costs, in multiply-adds. */
    private static final double COPY = 16;
    /** What a channel's part of the input costs beyond its elements. */
    private static final double BLOCK = 4000;
    /** The same where a line is split into phases. */
    private static final double SPLIT = 40;
    /** How much slower than panels strips are whose lines are cut. */
    private static final double CUT_LINES = 1.2;
    /** Columns of a strip, if a single line has to be cut. */
    private static final int SHORTEST = 128;

    static StripPlan of(Convolution op, Volume in, Volume out, ProductKernel product) {
        Window window = op.window().volume();
        int channels = in.c() / op.groups();
        int panels = WeightPanels.panels(out.c() / op.groups(), product.rows());
        long line = new StripInput(window, in, out, channels, 1, out.w()).elements();
        if (line > CACHE && out.w() > SHORTEST) {
            long share = Math.max(CACHE * out.w() / line, SHORTEST);
            Pieces columns = Pieces.ofAtMost(out.w(), (int) share);
            double work = (double) channels * window.taps() * out.c() * out.plane() * out.n();
            return new StripPlan(new Pieces(out.h(), 1), columns, new Pieces(panels, panels), CUT_LINES * work);
        }
        return cheapest(op, in, out, product, panels);
    }

    private static StripPlan cheapest(Convolution op, Volume in, Volume out, ProductKernel product, int panels) {
        Window window = op.window().volume();
        int channels = in.c() / op.groups();
        long depth = channels * window.taps();
        double copy = window.axis(2).stride() > 1 ? SPLIT : COPY;
        int outputs = out.c() / op.groups();
        int half = Math.max(product.rows() / 2, 1); // a panel of few rows is computed by halves
        int rows = Tiles.cover(outputs, half) * half;
        StripPlan best = null;
        for (int count = 1; count <= out.h(); count++) {
            Pieces lines = Pieces.ofAtMost(out.h(), Tiles.cover(out.h(), count));
            StripInput input = new StripInput(window, in, out, channels, lines.size(), out.w());
            if (lines.count() < count || (input.elements() > CACHE && lines.size() > 1)) {
                continue;
            }
            long strips = (long) out.n() * op.groups() * out.d() * lines.count();
            int columns = (lines.size() - 1) * input.pitch() + out.w();
            double multiply = (double) Tiles.cover(columns, product.lanes()) * product.lanes() * depth * rows;
            for (int pieces = 1; pieces <= Math.min(panels, MANY); pieces++) {
                Pieces chunks = Pieces.ofAtMost(panels, Tiles.cover(panels, pieces));
                double fill = input.elements() * copy + input.blocks() * BLOCK;
                double cost = strips * (multiply + chunks.count() * fill);
                double time = Tiles.time(cost, strips * chunks.count());
                if (best == null || time < best.cost) {
                    best = new StripPlan(lines, Pieces.ofAtMost(out.w(), out.w()), chunks, time);
                }
            }
        }
        if (best == null) {
            throw new IllegalStateException("no strips for " + op);
        }
        return best;
    }

    /** Strips of one slice. */
    int strips() {
        return lines.count() * columns.count();
    }
}
