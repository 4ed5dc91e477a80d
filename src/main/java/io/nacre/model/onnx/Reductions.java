package io.nacre.model.onnx;

import io.nacre.graph.Value;
import io.nacre.op.Activation;
import io.nacre.op.Binary;
import io.nacre.op.Reduce;
import io.nacre.op.Reduce.Function;
import io.nacre.op.Softmax;
import io.nacre.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reductions along axes, and softmax. */
final class Reductions {
    private Reductions() {}

    private interface Body {
        Value reduce(Call call, Value x, Axes axes);
    }

    /** The axes to reduce, and whether they stay with extent 1. */
    private record Axes(List<Integer> axes, boolean keep) {
        Value apply(Call call, Function function, Value x) {
            return call.add(new Reduce(function, axes, keep), x);
        }
    }

    static void addTo(Map<String, Operator> table) {
        add(table, "ReduceSum", (call, x, axes) -> axes.apply(call, Function.SUM, x));
        add(table, "ReduceMean", (call, x, axes) -> axes.apply(call, Function.MEAN, x));
        add(table, "ReduceMax", (call, x, axes) -> axes.apply(call, Function.MAX, x));
        add(table, "ReduceMin", (call, x, axes) -> axes.apply(call, Function.MIN, x));
        add(table, "ReduceProd", (call, x, axes) -> axes.apply(call, Function.PROD, x));
        add(table, "ReduceL1", (call, x, axes) -> norm(call, 1, x, axes));
        add(table, "ReduceL2", (call, x, axes) -> norm(call, 2, x, axes));
        add(
                table,
                "ReduceSumSquare",
                (call, x, axes) -> axes.apply(call, Function.SUM, call.binary(Binary.Function.MUL, x, x)));
        add(
                table,
                "ReduceLogSum",
                (call, x, axes) -> call.unary(Activation.Function.LOG, axes.apply(call, Function.SUM, x)));
        add(table, "ReduceLogSumExp", Reductions::logSumExp);
        table.put("Softmax", Operator.of(call -> softmax(call, false)));
        table.put("LogSoftmax", Operator.of(call -> softmax(call, true)));
    }

    private static void add(Map<String, Operator> table, String name, Body body) {
        table.put(
                name,
                Operator.of(call -> body.reduce(call, call.input(0), axes(call)))
                        .shapedBy(1));
    }

    private static Axes axes(Call call) {
        int rank = call.shape(0).rank();
        int[] stated = call.ints("axes", 1);
        boolean all = stated.length == 0 && !call.node().flag("noop_with_empty_axes", false);
        IntStream axes = all ? IntStream.range(0, rank) : IntStream.of(stated).map(axis -> call.axis(axis, rank));
        return new Axes(axes.boxed().toList(), call.node().flag("keepdims", true));
    }

    private static Value norm(Call call, int p, Value x, Axes axes) {
        return Norms.of(call, p, x, powers -> axes.apply(call, Function.SUM, powers));
    }

    /** The largest element is taken out so that no exponential overflows; an infinite one is too large to take out. */
    private static Value logSumExp(Call call, Value x, Axes axes) {
        Value largest = call.add(new Reduce(Function.MAX, axes.axes, true), x);
        Value finite = call.unary(Activation.clip(-Float.MAX_VALUE, Float.MAX_VALUE), largest);
        Value powers = call.unary(Activation.Function.EXP, call.binary(Binary.Function.SUB, x, finite));
        Value sum = axes.apply(call, Function.SUM, powers);
        Value shift = call.reshape(finite, sum.type().shape().toArray());
        return call.binary(Binary.Function.ADD, call.unary(Activation.Function.LOG, sum), shift);
    }

    /** Before opset 13 the axis splits the shape in two, and all behind it is one axis. */
    private static Value softmax(Call call, boolean log) {
        Shape shape = call.shape(0);
        boolean flat = call.node().opset() < 13 || shape.rank() == 0;
        int stated = call.node().integer("axis", flat ? Math.min(1, shape.rank()) : -1);
        int axis = call.axis(stated < 0 ? stated + shape.rank() : stated, flat ? shape.rank() + 1 : shape.rank());
        if (!flat || axis == shape.rank() - 1) {
            return call.add(new Softmax(axis, log), call.input(0));
        }
        int outer = Math.toIntExact(shape.elements(0, axis));
        int inner = Math.toIntExact(shape.elements(axis, shape.rank()));
        Value rows = call.reshape(call.input(0), outer, inner);
        return call.reshape(call.add(new Softmax(1, log), rows), shape.toArray());
    }
}
