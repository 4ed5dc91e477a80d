package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.RowLoops;
import io.nacre.op.Binary;
import io.nacre.op.LoopNest;
import io.nacre.op.Reduce;
import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Combines elements along some axes, some results a tile. */
final class Reduction extends NestTiles {
    /** Rows of elements that are combined among themselves first. */
    private static final int BLOCK = 32;
    /** The most that a result may cost, if results that lie side by side are to stay together. */
    private static final int MOST = 64;

    private final Reduce.Function function;
    private final RowLoops loops;
    private final CpuView x;
    private final CpuView y;
    /** Where the elements of one result begin, innermost loop by innermost loop. */
    private final int[] starts;

    private final int length;
    private final int step;

    private Reduction(Reduce op, Operands operands, LoopNest kept, LoopNest reduced) {
        super(kept, operands.outputShape().elements(), cost(operands, kept));
        function = op.function();
        loops = operands.rows(operands.inputShape(0).elements());
        x = operands.input(0);
        y = operands.output();
        int innermost = Math.max(reduced.loops() - 1, 0);
        length = reduced.extent(innermost);
        step = (int) reduced.stride(0, innermost);
        starts = starts(reduced, innermost);
    }

    private static long cost(Operands operands, LoopNest kept) {
        long elements =
                operands.inputShape(0).elements() / operands.outputShape().elements();
        return kept.stride(0, Math.max(kept.loops() - 1, 0)) == 1 ? Math.min(elements, MOST) : elements;
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
        int from = x.offset() + start(0, outer, inner);
        int to = y.offset() + position;
        if (step(0) == 1 && step != 1 && length > 0) {
            for (int j = 0; j < count; j += Workspace.WIDTH) {
                columns(from + j, to + j, Math.min(Workspace.WIDTH, count - j), workspace.row());
            }
        } else {
            for (int j = 0; j < count; j++) {
                y.floats()[to + j] = (float) combine(from + j * step(0), workspace.row());
            }
        }
    }

    /** Results side by side: rows of elements are combined, some first among themselves, which keeps errors small. */
    private void columns(int first, int to, int count, float[] part) {
        float[] in = x.floats();
        float[] out = y.floats();
        Binary.Function pair = pair();
        int rows = starts.length * length;
        for (int row = 0; row < rows; row += BLOCK) {
            int end = Math.min(row + BLOCK, rows);
            System.arraycopy(in, first + at(row), part, 0, count);
            for (int next = row + 1; next < end; next++) {
                loops.combine(pair, part, 0, in, first + at(next), part, 0, count);
            }
            if (row == 0) {
                System.arraycopy(part, 0, out, to, count);
            } else {
                loops.combine(pair, out, to, part, 0, out, to, count);
            }
        }
        if (function == Reduce.Function.MEAN) {
            loops.combine(Binary.Function.DIV, out, to, rows, out, to, count);
        }
    }

    /** Where a result's n-th element lies. */
    private int at(int n) {
        return starts[n / length] + n % length * step;
    }

    private Binary.Function pair() {
        return switch (function) {
            case SUM, MEAN -> Binary.Function.ADD;
            case PROD -> Binary.Function.MUL;
            case MAX -> Binary.Function.MAX;
            case MIN -> Binary.Function.MIN;
            default -> throw new IllegalStateException(function + " answers positions");
        };
    }

    /** One result. Elements that do not follow each other are gathered first. */
    private double combine(int first, float[] row) {
        double result = identity();
        for (int start : starts) {
            if (step == 1) {
                result = combine(result, x.floats(), first + start, length);
                continue;
            }
            for (int i = 0; i < length; i += Workspace.WIDTH) {
                int piece = Math.min(Workspace.WIDTH, length - i);
                for (int j = 0; j < piece; j++) {
                    row[j] = x.floats()[first + start + (i + j) * step];
                }
                result = combine(result, row, 0, piece);
            }
        }
        return function == Reduce.Function.MEAN ? result / ((double) starts.length * length) : result;
    }

    private double identity() {
        return switch (function) {
            case PROD -> 1;
            case MAX -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
            default -> 0;
        };
    }

    private double combine(double result, float[] values, int first, int count) {
        return switch (function) {
            case SUM, MEAN -> result + loops.sum(values, first, count);
            case MAX -> Math.max(result, loops.largest(values, first, count));
            case MIN -> Math.min(result, loops.smallest(values, first, count));
            default -> result * product(values, first, count);
        };
    }

    private static double product(float[] values, int first, int count) {
        double product = 1;
        for (int i = 0; i < count; i++) {
            product *= values[first + i];
        }
        return product;
    }
}
