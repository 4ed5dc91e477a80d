package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.RowLoops;
import io.nacre.op.Normalization;
import io.nacre.tensor.Shape;
import java.util.Arrays;

/**
 * Rows less their mean over their deviation, some rows a tile; the mean in one pass, what it is off by and the
 * variance in another.
 */
final class NormalizedRows implements Tiles {
    /** Elements of a tile, if its rows are shorter. */
    private static final int GRAIN = 4096;

    private final RowLoops loops;
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
        loops = operands.rows(shape.elements());
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
            row(row * size, workspace.moments);
        }
    }

    private void row(int start, double[] moments) {
        int first = x.offset() + start;
        float mean = (float) (loops.sum(x.floats(), first, size) / size);
        Arrays.fill(moments, 0);
        loops.differences(x.floats(), first, size, mean, moments);
        double rest = moments[0] / size; // of the mean, which was rounded
        double factor = 1 / Math.sqrt(Math.max(moments[1] / size - rest * rest, 0) + epsilon);
        if (affine) {
            weighted(start, mean, factor, -rest * factor);
        } else {
            float shift = (float) (-rest * factor);
            loops.normalize(x.floats(), first, mean, (float) factor, shift, y.floats(), y.offset() + start, size);
        }
    }

    private void weighted(int start, float mean, double factor, double shift) {
        int length;
        for (int i = 0; i < size; i += length) {
            int from = x.offset() + start + i;
            int to = y.offset() + start + i;
            int k = (start + i) / span % count;
            if (span == 1) { // as long as there are weights
                length = Math.min(count - k, size - i);
                loops.normalize(
                        x.floats(),
                        from,
                        mean,
                        (float) factor,
                        (float) shift,
                        weight.floats(),
                        weight.offset() + k,
                        bias.floats(),
                        bias.offset() + k,
                        y.floats(),
                        to,
                        length);
            } else { // as long as a weight lasts
                length = Math.min(span - (start + i) % span, size - i);
                double scale = weight.floats()[weight.offset() + k];
                float plus = (float) (shift * scale + bias.floats()[bias.offset() + k]);
                loops.normalize(x.floats(), from, mean, (float) (factor * scale), plus, y.floats(), to, length);
            }
        }
    }
}
