package io.nacre.model.onnx;

import io.nacre.graph.Value;
import io.nacre.op.Activation;
import io.nacre.op.AveragePool;
import io.nacre.op.Axis;
import io.nacre.op.Binary.Function;
import io.nacre.op.Normalization;
import io.nacre.op.Reduce;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Normalisations: of rows that lie together one operation, others composed of reductions and element-wise operations; those
 * by stored statistics fold to a line.
 */
final class Normalizations {
    private static final float EPSILON = 1e-5f;

    private Normalizations() {}

    static void addTo(Map<String, Operator> table) {
        table.put("BatchNormalization", Operator.of(Normalizations::batch).unless(Normalizations::trained));
        table.put("InstanceNormalization", Operator.of(Normalizations::instance));
        table.put("GroupNormalization", Operator.of(Normalizations::group));
        table.put("LayerNormalization", Operator.several(3, Normalizations::layer));
        table.put("RMSNormalization", Operator.of(Normalizations::rootMeanSquare));
        table.put("MeanVarianceNormalization", Operator.of(Normalizations::meanVariance));
        table.put("LpNormalization", Operator.of(Normalizations::lp));
        table.put("LRN", Operator.of(Normalizations::localResponse));
    }

    private static @Nullable String trained(OnnxNode node) {
        if (node.flag("training_mode", false)) {
            return "training_mode";
        }
        if (node.opset() < 7 && !node.flag("is_test", false)) {
            return "is_test = 0";
        }
        return node.flag("spatial", true) ? null : "spatial = 0";
    }

    /** {@code x·s + t} with {@code s = scale/√(var + ε)}, {@code t = b - mean·s}, both folded where constant. */
    private static Value batch(Call call) {
        int rank = call.shape(0).rank();
        Value scale = call.channels(call.input(1), rank);
        Value bias = call.channels(call.input(2), rank);
        Value mean = call.channels(call.input(3), rank);
        Value variance = call.channels(call.input(4), rank);
        Value deviation = call.unary(
                Activation.Function.SQRT,
                call.binary(Function.ADD, variance, call.node().real("epsilon", EPSILON)));
        Value factor = call.binary(Function.DIV, scale, deviation);
        Value shift = call.binary(Function.SUB, bias, call.binary(Function.MUL, mean, factor));
        return sameShape(call, call.binary(Function.ADD, call.binary(Function.MUL, call.input(0), factor), shift));
    }

    /** Broadcasting must not enlarge what is normalised. */
    private static Value sameShape(Call call, Value y) {
        if (!y.type().equals(call.input(0).type())) {
            throw call.fault("input " + call.input(0).type()
                    + " does not fit the parameters, with which it would become " + y.type());
        }
        return y;
    }

    private static Value instance(Call call) {
        Shape x = call.shape(0);
        if (x.rank() < 3) {
            throw call.fault("input " + x + " has no spatial axes");
        }
        int plane = Math.toIntExact(x.elements(2, x.rank()));
        return call.add(rows(call, 2, plane), call.input(0), call.input(1), call.input(2));
    }

    /** Scale and bias are one number a group before opset 21, one a channel from then on. */
    private static Value group(Call call) {
        Shape x = call.shape(0);
        int groups = call.node().integer("num_groups");
        if (x.rank() < 2 || groups < 1 || x.extent(1) % groups != 0) {
            throw call.fault("input " + x + " cannot be split into " + groups + " groups of channels");
        }
        boolean grouped =
                call.input(1).type().elements() == groups && call.node().opset() < 21;
        int channels = x.extent(1) / groups;
        int plane = Math.toIntExact(x.elements(2, x.rank()));
        Value split = call.reshape(call.input(0), x.extent(0), groups, Math.multiplyExact(channels, plane));
        Normalization op = rows(call, 2, grouped ? channels * plane : plane);
        return call.reshape(call.add(op, split, call.input(1), call.input(2)), x.toArray());
    }

    private static Normalization rows(Call call, int axis, int span) {
        return new Normalization(axis, call.node().real("epsilon", EPSILON), Math.max(span, 1));
    }

    private static List<Value> layer(Call call) {
        Value x = call.input(0);
        Shape shape = x.type().shape();
        int axis = call.axis(call.node().integer("axis", -1), shape.rank());
        Value scale = call.input(1);
        Value bias = call.optional(2);
        long size = shape.elements(axis, shape.rank());
        if (call.node().outputs().size() == 1
                && scale.type().elements() == size
                && bias != null
                && bias.type().elements() == size) {
            int flat = Math.toIntExact(size);
            return List.of(call.add(rows(call, axis, 1), x, call.reshape(scale, flat), call.reshape(bias, flat)));
        }
        List<Value> results = standard(call, x, from(axis, shape.rank()));
        Value scaled = call.binary(Function.MUL, results.get(0), scale);
        Value y = bias == null ? scaled : call.binary(Function.ADD, scaled, bias);
        return List.of(sameShape(call, y), results.get(1), results.get(2));
    }

    private static Value rootMeanSquare(Call call) {
        int rank = call.shape(0).rank();
        Value x = call.input(0);
        List<Integer> axes = from(call.axis(call.node().integer("axis", -1), rank), rank);
        Value square = mean(call, call.binary(Function.MUL, x, x), axes);
        Value root = call.unary(
                Activation.Function.SQRT,
                call.binary(Function.ADD, square, call.node().real("epsilon", EPSILON)));
        return sameShape(call, call.binary(Function.MUL, call.binary(Function.DIV, x, root), call.input(1)));
    }

    private static Value meanVariance(Call call) {
        int rank = call.shape(0).rank();
        int[] axes = call.node().has("axes") ? call.node().ints("axes") : new int[] {0, 2, 3};
        Value x = call.input(0);
        List<Integer> over =
                IntStream.of(axes).map(axis -> call.axis(axis, rank)).boxed().toList();
        Value centred = call.binary(Function.SUB, x, mean(call, x, over));
        Value deviation =
                call.unary(Activation.Function.SQRT, mean(call, call.binary(Function.MUL, centred, centred), over));
        return call.binary(Function.DIV, centred, call.binary(Function.ADD, deviation, 1e-9f));
    }

    /** Zeros stay zeros. */
    private static Value lp(Call call) {
        int axis = call.axis(call.node().integer("axis", -1), call.shape(0).rank());
        Reduce sum = new Reduce(Reduce.Function.SUM, List.of(axis), true);
        Value norm = Norms.of(call, call.node().integer("p", 2), call.input(0), powers -> call.add(sum, powers));
        return call.binary(Function.DIV, call.input(0), call.binary(Function.MAX, norm, Float.MIN_NORMAL));
    }

    /** {@code x / (bias + alpha/size · Σ x²)^beta}, the sum over neighbouring channels: a pool along that axis. */
    private static Value localResponse(Call call) {
        Shape shape = call.shape(0);
        int size = call.node().integer("size");
        if (shape.rank() < 3 || size < 1) {
            throw call.fault("input " + shape + ", size " + size + ": expected a rank of 3 at least and a size of 1");
        }
        Value x = call.input(0);
        int plane = Math.toIntExact(shape.elements(2, shape.rank()));
        Value squares = call.reshape(call.binary(Function.MUL, x, x), shape.extent(0), 1, shape.extent(1), plane);
        Window window = Window.of(new Axis(size, 1, 1, (size - 1) / 2, size / 2), Axis.UNIT);
        Value means = call.reshape(call.add(new AveragePool(window, false, true, size), squares), shape.toArray());
        Value base = call.binary(
                Function.ADD,
                call.binary(Function.MUL, means, call.node().real("alpha", 1e-4f)),
                call.node().real("bias", 1));
        return call.binary(
                Function.DIV, x, call.binary(Function.POW, base, call.node().real("beta", 0.75f)));
    }

    /** The input less its mean over its standard deviation, the mean, and one over the deviation. */
    private static List<Value> standard(Call call, Value x, List<Integer> axes) {
        Value mean = mean(call, x, axes);
        Value centred = call.binary(Function.SUB, x, mean);
        Value variance = mean(call, call.binary(Function.MUL, centred, centred), axes);
        Value deviation = call.unary(
                Activation.Function.SQRT,
                call.binary(Function.ADD, variance, call.node().real("epsilon", EPSILON)));
        Value inverse = call.unary(Activation.Function.RECIPROCAL, deviation);
        return List.of(call.binary(Function.MUL, centred, inverse), mean, inverse);
    }

    private static Value mean(Call call, Value x, List<Integer> axes) {
        return call.add(new Reduce(Reduce.Function.MEAN, axes, true), x);
    }

    private static List<Integer> from(int axis, int rank) {
        return IntStream.range(axis, rank).boxed().toList();
    }
}
