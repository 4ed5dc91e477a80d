package io.nacre.backend.cpu;

import io.nacre.op.Pad;
import io.nacre.tensor.Shape;
import java.util.Arrays;

/** Adds and crops elements, floats or ints, by a table an axis; some rows of the last axis a tile. */
final class Padding implements Tiles {
    /** Elements of a tile, if a row is shorter. */
    private static final int GRAIN = 8192;

    private final Operands operands;
    private final float value;
    /** For each axis and output position the position in the input; -1 for the constant. */
    private final int[][] sources;

    private final long[] strides;
    private final int rows;
    private final int length;
    private final int rowsPerTile;
    /** Where, within a row, the input's own row is copied to, and how much of it. */
    private final int copied;

    private final int copiedLength;

    Padding(Pad op, Operands operands) {
        this.operands = operands;
        Shape in = operands.inputShape(0);
        Shape out = operands.outputShape();
        value = op.value();
        strides = in.strides();
        sources = new int[in.rank()][];
        for (int axis = 0; axis < sources.length; axis++) {
            sources[axis] = new int[out.extent(axis)];
            for (int i = 0; i < sources[axis].length; i++) {
                sources[axis][i] = source(op.mode(), i - op.before().get(axis), in.extent(axis));
            }
        }
        length = out.rank() == 0 ? 1 : out.extent(-1);
        rows = (int) (out.elements() / Math.max(length, 1));
        rowsPerTile = Math.max(GRAIN / Math.max(length, 1), 1);
        int before = in.rank() == 0 ? 0 : op.before().get(in.rank() - 1);
        copied = Math.max(before, 0);
        copiedLength = in.rank() == 0 ? 0 : Math.max(Math.min(before + in.extent(-1), length) - copied, 0);
    }

    /** The position, among n, of the element that stands at position i; -1 for the constant. */
    private static int source(Pad.Mode mode, int i, int n) {
        if (i >= 0 && i < n) {
            return i;
        }
        return switch (mode) {
            case CONSTANT -> -1;
            case REFLECT -> Math.abs(i) < n ? Math.abs(i) : 2 * (n - 1) - i;
            case REPLICATE -> i < 0 ? 0 : n - 1;
            case CIRCULAR -> Math.floorMod(i, n);
        };
    }

    @Override
    public int count() {
        return Tiles.cover(rows, rowsPerTile);
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int end = Math.min((tile + 1) * rowsPerTile, rows);
        for (int row = tile * rowsPerTile; row < end; row++) {
            int from = operands.input(0).offset() + start(row);
            int to = operands.output().offset() + row * length;
            boolean constant = from < operands.input(0).offset();
            if (operands.input(0).array() instanceof float[] x) {
                pad(x, from, operands.output().floats(), to, constant);
            } else {
                pad(operands.input(0).ints(), from, operands.output().ints(), to, constant);
            }
        }
    }

    /** Where an output row's elements lie in the input; -1 if they are all the constant. */
    private int start(int row) {
        int turn = row;
        long start = 0;
        for (int axis = sources.length - 2; axis >= 0; axis--) {
            int source = sources[axis][turn % sources[axis].length];
            if (source < 0) {
                return -1;
            }
            start += source * strides[axis];
            turn /= sources[axis].length;
        }
        return (int) start;
    }

    private void pad(float[] x, int from, float[] y, int to, boolean constant) {
        if (constant) {
            Arrays.fill(y, to, to + length, value);
            return;
        }
        for (int j = 0; j < length; j += j == copied ? Math.max(copiedLength, 1) : 1) {
            int source = source(j);
            if (j == copied && copiedLength > 0) {
                System.arraycopy(x, from + source, y, to + j, copiedLength);
            } else {
                y[to + j] = source < 0 ? value : x[from + source];
            }
        }
    }

    private void pad(int[] x, int from, int[] y, int to, boolean constant) {
        if (constant) {
            Arrays.fill(y, to, to + length, (int) value);
            return;
        }
        for (int j = 0; j < length; j += j == copied ? Math.max(copiedLength, 1) : 1) {
            int source = source(j);
            if (j == copied && copiedLength > 0) {
                System.arraycopy(x, from + source, y, to + j, copiedLength);
            } else {
                y[to + j] = source < 0 ? (int) value : x[from + source];
            }
        }
    }

    /** The position along the last axis. */
    private int source(int j) {
        return sources.length == 0 ? 0 : sources[sources.length - 1][j];
    }
}
