package io.nacre.backend.cpu;

import io.nacre.op.Reduce;
import io.nacre.tensor.Shape;

/** Where along an axis the largest or smallest element stands, floats or ints; some results a tile. */
final class ExtremePositions implements Tiles {
    /** Elements of a tile, if those of a result are fewer. */
    private static final int GRAIN = 4096;

    private final boolean largest;
    private final boolean last;
    private final int extent;
    /** From one element of a result to the next. */
    private final int step;

    private final int results;
    private final int resultsPerTile;
    private final CpuView x;
    private final CpuView y;

    ExtremePositions(Reduce op, Operands operands) {
        largest = op.function() == Reduce.Function.ARG_MAX || op.function() == Reduce.Function.ARG_MAX_LAST;
        last = op.function() == Reduce.Function.ARG_MAX_LAST || op.function() == Reduce.Function.ARG_MIN_LAST;
        Shape shape = operands.inputShape(0);
        int axis = op.axes().get(0);
        extent = shape.extent(axis);
        step = (int) shape.elements(axis + 1, shape.rank());
        results = Math.toIntExact(operands.outputShape().elements());
        resultsPerTile = Math.max(GRAIN / extent, 1);
        x = operands.input(0);
        y = operands.output();
    }

    @Override
    public int count() {
        return Tiles.cover(results, resultsPerTile);
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int end = (int) Math.min((tile + 1L) * resultsPerTile, results);
        for (int i = tile * resultsPerTile; i < end; i++) {
            int first = x.offset() + i / step * step * extent + i % step;
            y.ints()[y.offset() + i] =
                    x.array() instanceof float[] floats ? position(floats, first) : position(x.ints(), first);
        }
    }

    private int position(float[] values, int first) {
        int best = 0;
        float found = values[first];
        for (int i = 1; i < extent; i++) {
            float value = values[first + i * step];
            boolean beyond = largest ? value > found : value < found;
            boolean unseen = Float.isNaN(value) && (last || !Float.isNaN(found));
            if (beyond || unseen || (last && value == found)) {
                best = i;
                found = value;
            }
        }
        return best;
    }

    private int position(int[] values, int first) {
        int best = 0;
        int found = values[first];
        for (int i = 1; i < extent; i++) {
            int value = values[first + i * step];
            if ((largest ? value > found : value < found) || (last && value == found)) {
                best = i;
                found = value;
            }
        }
        return best;
    }
}
