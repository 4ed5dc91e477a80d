package io.nacre.backend.cpu;

import io.nacre.op.Normalization;
import io.nacre.tensor.Shape;

/** Rows less their mean over their deviation, some rows a tile; statistics are computed in double precision, in two passes. */
final class NormalizedRows implements Tiles {
    /** Elements of a tile, if its rows are shorter. */
    private static final int GRAIN = 4096;

    private final double epsilon;
    private final int size;
    private final int rows;
    private final int rowsPerTile;
    private final boolean affine;
    private final int span;
    private final int count;
    private final CpuView x;
    private final CpuView weight;
    private final CpuView bias;
    private final CpuView y;

    NormalizedRows(Normalization op, Operands operands) {
        Shape shape = operands.inputShape(0);
        epsilon = op.epsilon();
        size = (int) shape.elements(op.axis(), shape.rank());
        rows = (int) (shape.elements() / size);
        rowsPerTile = Math.max(GRAIN / size, 1);
        affine = operands.inputs().size() > 1;
        span = op.span();
        count = affine ? operands.inputShape(1).extent(0) : 1;
        x = operands.input(0);
        weight = operands.input(affine ? 1 : 0);
        bias = operands.input(affine ? 2 : 0);
        y = operands.output();
    }

    @Override
    public int count() {
        return Tiles.cover(rows, rowsPerTile);
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int end = (int) Math.min((tile + 1L) * rowsPerTile, rows);
        for (int row = tile * rowsPerTile; row < end; row++) {
            int first = x.offset() + row * size;
            double mean = sum(first, 0, false) / size;
            double variance = sum(first, mean, true) / size;
            write(row * size, mean, 1 / Math.sqrt(variance + epsilon));
        }
    }

    /** The sum of a row's differences from a number, or of their squares; four at a time, as additions wait for each other. */
    private double sum(int first, double from, boolean squares) {
        float[] in = x.floats();
        double[] sums = new double[4];
        int i = 0;
        for (; i + 4 <= size; i += 4) {
            for (int lane = 0; lane < 4; lane++) {
                double difference = in[first + i + lane] - from;
                sums[lane] += squares ? difference * difference : difference;
            }
        }
        for (; i < size; i++) {
            double difference = in[first + i] - from;
            sums[0] += squares ? difference * difference : difference;
        }
        return sums[0] + sums[1] + (sums[2] + sums[3]);
    }

    private void write(int start, double mean, double factor) {
        float[] in = x.floats();
        float[] out = y.floats();
        int from = x.offset() + start;
        int to = y.offset() + start;
        if (!affine) {
            for (int i = 0; i < size; i++) {
                out[to + i] = (float) ((in[from + i] - mean) * factor);
            }
            return;
        }
        for (int i = 0; i < size; ) { // as long as a weight lasts
            int at = (start + i) / span;
            int end = (int) Math.min((at + 1L) * span - start, size);
            double scale = factor * weight.floats()[weight.offset() + at % count];
            double shift = bias.floats()[bias.offset() + at % count];
            for (; i < end; i++) {
                out[to + i] = (float) ((in[from + i] - mean) * scale + shift);
            }
        }
    }
}
