package io.nacre.model.onnx;

import io.nacre.graph.Value;
import io.nacre.op.Activation;
import io.nacre.op.Binary;
import io.nacre.op.Cast;
import io.nacre.op.Reduce;
import io.nacre.op.Reduce.Function;
import io.nacre.op.Softmax;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.Arrays;
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
        table.put("ArgMax", Operator.of(call -> position(call, Function.ARG_MAX, Function.ARG_MAX_LAST)));
        table.put("ArgMin", Operator.of(call -> position(call, Function.ARG_MIN, Function.ARG_MIN_LAST)));
        table.put("Hardmax", Operator.of(Reductions::hardmax));
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

    /** Where along an axis the extreme element stands. */
    private static Value position(Call call, Function first, Function last) {
        int axis = call.axis(call.node().integer("axis", 0), call.shape(0).rank());
        Function function = call.node().flag("select_last_index", false) ? last : first;
        Reduce op = new Reduce(function, List.of(axis), call.node().flag("keepdims", true));
        return call.as(call.add(op, call.input(0)), DataType.I64);
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

    private static Value softmax(Call call, boolean log) {
        return alongAxis(call, (x, axis) -> call.add(new Softmax(axis, log), x));
    }

    /** 1 at the first of the largest elements, 0 elsewhere. */
    private static Value hardmax(Call call) {
        return alongAxis(call, (x, axis) -> {
            Shape shape = x.type().shape();
            int[] extents = new int[shape.rank() - axis];
            Arrays.fill(extents, 1);
            extents[0] = shape.extent(axis);
            Tensor numbers = Tensor.of(IntStream.range(0, extents[0]).toArray(), extents);
            Value position = call.add(new Reduce(Function.ARG_MAX, List.of(axis), true), x);
            Value holds = call.binary(Binary.Function.EQUAL, position, call.constant(numbers));
            return call.add(new Cast(DataType.F32), holds);
        });
    }

    private interface AlongAxis {
        Value of(Value x, int axis);
    }

    /** Before opset 13 the axis splits the shape in two, and all behind it is one axis. */
    private static Value alongAxis(Call call, AlongAxis function) {
        Shape shape = call.shape(0);
        boolean flat = call.node().opset() < 13 || shape.rank() == 0;
        int stated = call.node().integer("axis", flat ? Math.min(1, shape.rank()) : -1);
        int axis = call.axis(stated < 0 ? stated + shape.rank() : stated, flat ? shape.rank() + 1 : shape.rank());
        if (!flat || axis == shape.rank() - 1) {
            return function.of(call.input(0), axis);
        }
        int outer = Math.toIntExact(shape.elements(0, axis));
        int inner = Math.toIntExact(shape.elements(axis, shape.rank()));
        Value rows = call.reshape(call.input(0), outer, inner);
        return call.reshape(function.of(rows, 1), shape.toArray());
    }
}
