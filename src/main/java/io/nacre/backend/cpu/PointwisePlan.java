package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.ProductKernel;

/**
 * How a convolution by windows of one element is cut: the plane into pieces of columns, the output channels of a group into
 * chunks of panels. A rule of shapes alone: it does not ask how many threads there are.
 */
record PointwisePlan(Pieces columns, Pieces panels) {
    /** Elements of input of a tile: what stays in a core's own cache. */
    private static final long CACHE = 128 * 1024;
    /** What reading an element of input for the first time costs, in multiply-adds. */
    private static final long INPUT = 8;
    /** The same for an element of the weights, which lie in the order that they are read in. */
    private static final long WEIGHT = 2;
    /** What a tile costs beside its sums, in multiply-adds. */
    private static final long TILE = 20_000;
    /** What it costs to ask others for help. */
    private static final long HELP = 400_000;

    /**
     * The cheapest cut.
     *
     * @param products groups of samples
     * @param depth input channels of a group
     * @param plane elements of a channel
     * @param panels of a group
     */
    static PointwisePlan of(int products, int depth, int plane, int panels, ProductKernel product) {
        int unit = product.columns();
        int units = Tiles.cover(plane, unit);
        PointwisePlan best = new PointwisePlan(new Pieces(plane, unit), new Pieces(panels, panels));
        double least = Double.POSITIVE_INFINITY;
        for (int width = 1; width <= units; width++) {
            Pieces columns = Pieces.ofAtMost(units, width);
            boolean fits = (long) columns.size() * unit * depth <= CACHE || width == 1;
            for (int chunk = 1; chunk <= panels && fits && columns.size() == width; chunk++) {
                Pieces chunks = Pieces.ofAtMost(panels, chunk);
                PointwisePlan plan = new PointwisePlan(new Pieces(plane, width * unit), chunks);
                double cost = chunks.size() == chunk ? plan.cost(products, depth, product) : least;
                if (cost < least) {
                    least = cost;
                    best = plan;
                }
            }
        }
        return best;
    }

    private double cost(int products, long depth, ProductKernel product) {
        long tiles = (long) products * columns.count() * panels.count();
        long plane = (long) Tiles.cover(columns.extent(), product.lanes()) * product.lanes();
        long rows = (long) panels.extent() * product.rows();
        double sums = (double) plane * depth * rows;
        double inputs = (double) INPUT * panels.count() * plane * depth;
        double weights = (double) WEIGHT * columns.count() * rows * depth;
        double all = products * (sums + inputs + weights) + tiles * (double) TILE;
        return tiles == 1 ? all : all * (0.5 + 1.0 / tiles) + HELP;
    }
}
