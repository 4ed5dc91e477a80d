package io.nacre.backend.cpu;

import io.nacre.op.LoopNest;
import io.nacre.op.Reduce;
import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Combines elements along some axes, some results a tile; in double precision. */
final class Reduction extends NestTiles {
    private final Reduce.Function function;
    private final CpuView x;
    private final CpuView y;
    /** Where the elements of one result begin, innermost loop by innermost loop. */
    private final int[] starts;

    private final int length;
    private final int step;

    private Reduction(Reduce op, Operands operands, LoopNest kept, LoopNest reduced) {
        super(
                kept,
                operands.outputShape().elements(),
                operands.inputShape(0).elements() / operands.outputShape().elements());
        function = op.function();
        x = operands.input(0);
        y = operands.output();
        int innermost = Math.max(reduced.loops() - 1, 0);
        length = reduced.extent(innermost);
        step = (int) reduced.stride(0, innermost);
        starts = starts(reduced, innermost);
    }

    static Reduction of(Reduce op, Operands operands) {
        Shape shape = operands.inputShape(0);
        return new Reduction(op, operands, nest(shape, op.axes(), false), nest(shape, op.axes(), true));
    }

    /** The loops over those axes that are reduced, or those that are kept. */
    private static LoopNest nest(Shape shape, List<Integer> axes, boolean reduced) {
        long[] strides = shape.strides();
        List<Integer> extents = new ArrayList<>();
        List<Long> steps = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (axes.contains(axis) == reduced) {
                extents.add(shape.extent(axis));
                steps.add(strides[axis]);
            }
        }
        return LoopNest.of(
                Shape.of(extents), steps.stream().mapToLong(Long::longValue).toArray());
    }

    private static int[] starts(LoopNest nest, int innermost) {
        int[] starts = {0};
        for (int loop = 0; loop < innermost; loop++) {
            int[] longer = new int[Math.multiplyExact(starts.length, nest.extent(loop))];
            for (int i = 0; i < longer.length; i++) {
                longer[i] = starts[i / nest.extent(loop)] + (int) (i % nest.extent(loop) * nest.stride(0, loop));
            }
            starts = longer;
        }
        return starts;
    }

    @Override
    void piece(int position, int outer, int inner, int count, Workspace workspace) {
        for (int j = 0; j < count; j++) {
            int first = x.offset() + start(0, outer, inner + j);
            y.floats()[y.offset() + position + j] = (float) combine(first);
        }
    }

    private double combine(int first) {
        return switch (function) {
            case SUM -> sum(first);
            case MEAN -> sum(first) / ((double) starts.length * length);
            case MAX -> max(first);
            case MIN -> min(first);
            case PROD -> product(first);
            default -> throw new IllegalStateException(function + " answers positions");
        };
    }

    private double sum(int first) {
        float[] values = x.floats();
        double sum = 0;
        for (int start : starts) {
            for (int i = 0; i < length; i++) {
                sum += values[first + start + i * step];
            }
        }
        return sum;
    }

    private double product(int first) {
        float[] values = x.floats();
        double product = 1;
        for (int start : starts) {
            for (int i = 0; i < length; i++) {
                product *= values[first + start + i * step];
            }
        }
        return product;
    }

    private double max(int first) {
        float[] values = x.floats();
        float max = Float.NEGATIVE_INFINITY;
        for (int start : starts) {
            for (int i = 0; i < length; i++) {
                max = Math.max(max, values[first + start + i * step]);
            }
        }
        return max;
    }

    private double min(int first) {
        float[] values = x.floats();
        float min = Float.POSITIVE_INFINITY;
        for (int start : starts) {
            for (int i = 0; i < length; i++) {
                min = Math.min(min, values[first + start + i * step]);
            }
        }
        return min;
    }
}
