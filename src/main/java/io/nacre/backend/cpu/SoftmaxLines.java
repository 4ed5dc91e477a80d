package io.nacre.backend.cpu;

import io.nacre.op.Softmax;
import io.nacre.tensor.Shape;

/** Softmax over lines of elements a fixed distance apart, some lines a tile; computed in double precision. */
final class SoftmaxLines implements Tiles {
    /** Elements of a tile, if its lines are shorter. */
    private static final int GRAIN = 2048;

    private final boolean log;
    private final int length;
    private final int step;
    private final int lines;
    private final int linesPerTile;
    private final CpuView x;
    private final CpuView y;

    SoftmaxLines(Softmax op, Operands operands) {
        Shape shape = operands.outputShape();
        log = op.log();
        length = shape.extent(op.axis());
        step = (int) shape.elements(op.axis() + 1, shape.rank());
        lines = (int) (shape.elements() / Math.max(length, 1));
        linesPerTile = Math.max(GRAIN / Math.max(length, 1), 1);
        x = operands.input(0);
        y = operands.output();
    }

    @Override
    public int count() {
        return Tiles.cover(lines, linesPerTile);
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int end = Math.min((tile + 1) * linesPerTile, lines);
        for (int line = tile * linesPerTile; line < end; line++) {
            int first = line / step * step * length + line % step;
            if (log) {
                logSoftmax(x.offset() + first, y.offset() + first);
            } else {
                softmax(x.offset() + first, y.offset() + first);
            }
        }
    }

    private void softmax(int from, int to) {
        float[] in = x.floats();
        float[] out = y.floats();
        double max = max(from);
        double sum = 0;
        for (int i = 0; i < length; i++) {
            double e = Math.exp(in[from + i * step] - max);
            out[to + i * step] = (float) e;
            sum += e;
        }
        for (int i = 0; i < length; i++) {
            out[to + i * step] = (float) (out[to + i * step] / sum);
        }
    }

    private void logSoftmax(int from, int to) {
        float[] in = x.floats();
        float[] out = y.floats();
        double max = max(from);
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += Math.exp(in[from + i * step] - max);
        }
        double log = Math.log(sum);
        for (int i = 0; i < length; i++) {
            out[to + i * step] = (float) (in[from + i * step] - max - log);
        }
    }

    /** The largest element of a line; NaN if there is one. */
    private double max(int from) {
        float[] in = x.floats();
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            max = Math.max(max, in[from + i * step]);
        }
        return max;
    }
}
