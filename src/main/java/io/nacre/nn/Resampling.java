package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Resize;
import io.nacre.op.ResizeTable;
import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Resampling as PyTorch does it, by tables of source positions, which are computed in float32 as PyTorch does. */
record Resampling(Scope scope, UpsampleArguments arguments) {
    private static final float CUBIC = -0.75f;

    Value lower(Value x) {
        Shape shape = x.type().shape();
        UpsampleChecks checks = new UpsampleChecks(scope, arguments);
        checks.check(shape);
        int[] in = Shapes.last(shape, shape.rank() - 2);
        int[] out = arguments.output(in);
        if (arguments.mode().equals("area")) {
            AdaptiveAvgPoolNd.check(out.length, AdaptiveSize.of(out));
            return AdaptiveAvgPoolNd.mean(scope, out.length, AdaptiveSize.of(out), x);
        }
        checks.sizes(shape, out);
        List<ResizeTable> tables = new ArrayList<>();
        for (int axis = 0; axis < in.length; axis++) {
            tables.add(table(axis, in[axis], out[axis], in.length == 2));
        }
        return resize(scope, x, tables);
    }

    /** The resize operation with one table a spatial axis. */
    static Value resize(Scope scope, Value x, List<ResizeTable> tables) {
        List<Value> operands = new ArrayList<>(List.of(x));
        for (ResizeTable table : tables) {
            operands.add(scope.graph().constant("positions", table.positions()));
            operands.add(scope.graph().constant("weights", table.weights()));
        }
        return scope.add(new Resize(), operands.toArray(Value[]::new));
    }

    private ResizeTable table(int axis, int in, int out, boolean planar) {
        float step = step(axis, in, out);
        return switch (arguments.mode()) {
            case "nearest" ->
                ResizeTable.nearest(
                        in, out, o -> planar ? nearest(o, in, out, step) : o * step, ResizeTable.Rounding.FLOOR);
            case "nearest-exact" ->
                ResizeTable.nearest(in, out, o -> (float) ((o + 0.5) * step), ResizeTable.Rounding.FLOOR);
            case "bicubic" -> ResizeTable.cubic(in, out, o -> source(o, step), CUBIC, false);
            default ->
                in == out ? ResizeTable.identity(in) : ResizeTable.linear(in, out, o -> Math.max(source(o, step), 0));
        };
    }

    /** The distance of samples in the input. */
    private float step(int axis, int in, int out) {
        if (arguments.alignsCorners()) {
            return out > 1 ? (float) (in - 1) / (out - 1) : 0;
        }
        return arguments.scalesByFactor() && arguments.factor(axis) > 0
                ? (float) (1 / arguments.factor(axis))
                : (float) in / out;
    }

    /** PyTorch's 2-d form, and no other, treats equal and double sizes apart, whatever the factor was. */
    private static float nearest(int o, int in, int out, float step) {
        if (out == in) {
            return o;
        }
        return out == 2 * in ? o / 2 : o * step;
    }

    private float source(int o, float step) {
        return arguments.alignsCorners() ? step * o : Math.fma(step, o + 0.5f, -0.5f);
    }
}
