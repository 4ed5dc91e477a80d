package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.RowLoops;
import io.nacre.op.Activation;
import io.nacre.op.Binary;
import io.nacre.op.Softmax;
import io.nacre.tensor.Shape;
import java.util.Arrays;

/**
 * Softmax over lines that lie side by side, or that are so short that they are laid side by side first: the n-th elements
 * of many lines are a row. Some lines a tile.
 */
final class SoftmaxColumns implements Tiles {
    /** Elements of a tile, if a few lines are less. */
    private static final int GRAIN = Workspace.SUMS;
    /** The fewest lines side by side that are worth it. */
    private static final int FEW = 32;

    private static final Activation EXP = Activation.of(Activation.Function.EXP);
    private static final Activation LOG = Activation.of(Activation.Function.LOG);
    private static final Activation RECIPROCAL = Activation.of(Activation.Function.RECIPROCAL);

    private final RowLoops rows;
    private final boolean log;
    private final int length;
    private final int step;
    private final Pieces columns;
    private final int groups;
    private final CpuView x;
    private final CpuView y;

    SoftmaxColumns(Softmax op, Operands operands) {
        Shape shape = operands.outputShape();
        rows = operands.rows(shape.elements());
        log = op.log();
        length = shape.extent(op.axis());
        step = (int) shape.elements(op.axis() + 1, shape.rank());
        int lines = (int) (shape.elements() / length);
        int most = Math.min(Math.max(GRAIN / length, FEW), Workspace.WIDTH);
        columns = Pieces.ofAtMost(step == 1 ? lines : step, most);
        groups = step == 1 ? 1 : lines / step;
        x = operands.input(0);
        y = operands.output();
    }

    /** Whether lines lie side by side, or can be laid so. */
    static boolean fits(Shape shape, int axis) {
        return shape.elements(axis + 1, shape.rank()) > 1 || shape.extent(axis) <= FEW;
    }

    @Override
    public int count() {
        return Math.multiplyExact(groups, columns.count());
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int piece = tile % columns.count();
        int first = columns.start(piece);
        int count = columns.length(piece);
        if (step == 1) {
            laidOut(first, count, workspace);
            return;
        }
        int start = tile / columns.count() * length * step + first;
        lines(x.floats(), x.offset() + start, step, y.floats(), y.offset() + start, step, count, workspace);
    }

    /** Lays lines side by side in the workspace, and their results back. */
    private void laidOut(int first, int count, Workspace workspace) {
        float[] in = x.floats();
        float[] out = y.floats();
        int from = x.offset() + first * length;
        int to = y.offset() + first * length;
        float[] side = workspace.sums;
        for (int k = 0; k < length; k++) {
            for (int line = 0; line < count; line++) {
                side[k * count + line] = in[from + line * length + k];
            }
        }
        lines(side, 0, count, side, 0, count, count, workspace);
        for (int k = 0; k < length; k++) {
            for (int line = 0; line < count; line++) {
                out[to + line * length + k] = side[k * count + line];
            }
        }
    }

    /** Softmax over {@code length} rows a pitch apart; results may go where the input lies. */
    private void lines(
            float[] in, int from, int pitch, float[] out, int to, int pitchOut, int count, Workspace workspace) {
        float[] most = workspace.results[0];
        float[] sum = workspace.results[1];
        Arrays.fill(most, 0, count, Float.NEGATIVE_INFINITY);
        Arrays.fill(sum, 0, count, 0);
        for (int k = 0; k < length; k++) {
            rows.combine(Binary.Function.MAX, most, 0, in, from + k * pitch, most, 0, count);
        }
        for (int k = 0; k < length; k++) {
            int target = to + k * pitchOut;
            float[] powers = log ? workspace.results[2] : out;
            int at = log ? 0 : target;
            rows.combine(Binary.Function.SUB, in, from + k * pitch, most, 0, out, target, count);
            rows.activate(EXP, out, target, powers, at, count);
            rows.combine(Binary.Function.ADD, sum, 0, powers, at, sum, 0, count);
        }
        rows.activate(log ? LOG : RECIPROCAL, sum, 0, sum, 0, count);
        for (int k = 0; k < length; k++) {
            int target = to + k * pitchOut;
            rows.combine(log ? Binary.Function.SUB : Binary.Function.MUL, out, target, sum, 0, out, target, count);
        }
    }
}
