package io.nacre.conformance;

import io.nacre.graph.Graph;
import io.nacre.graph.GraphBuilder;
import io.nacre.graph.Node;
import io.nacre.graph.Value;
import io.nacre.model.Model;
import io.nacre.model.Port;
import io.nacre.op.Activation;
import io.nacre.op.Axis;
import io.nacre.op.Binary;
import io.nacre.op.Concat;
import io.nacre.op.Convolution;
import io.nacre.op.Epilogue;
import io.nacre.op.MaxPool;
import io.nacre.op.Op;
import io.nacre.op.Pad;
import io.nacre.op.Permute;
import io.nacre.op.Reduce;
import io.nacre.op.Slice;
import io.nacre.op.Unary;
import io.nacre.op.Window;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A network drawn by lot from a seed: branches, residuals, joins and cuts, on integers that stay small. */
final class RandomGraph {
    private static final int STEPS = 10;
    private final Random random;
    private final Data data;
    private final GraphBuilder builder;
    private final List<Value> values = new ArrayList<>();

    private RandomGraph(long seed, GraphBuilder builder, Value input) {
        this.random = new Random(seed);
        this.data = new Data(seed);
        this.builder = builder;
        values.add(input);
    }

    /** The network of a seed; takes a batch of planes with three channels. */
    static Model model(long seed, int outputs) {
        Port.Extent any = Port.Extent.free("");
        Port port = new Port("x", DataType.F32, List.of(any, Port.Extent.fixed(3), any, any), false);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            names.add("y" + i);
        }
        return new Model("random " + seed, List.of(port), names, 0, (builder, inputs) -> {
            RandomGraph graph = new RandomGraph(seed, builder, inputs.get(0));
            for (int step = 0; step < STEPS; step++) {
                graph.grow();
            }
            return graph.values.subList(graph.values.size() - outputs, graph.values.size());
        });
    }

    /** One more operation on one of the last values, or on several. */
    private void grow() {
        Value x = any();
        int channels = x.type().shape().extent(1);
        switch (random.nextInt(13)) {
            case 0, 1 -> convolve(x, new Axis(3, 1, 1, 1, 1), 1);
            case 2 -> convolve(x, Axis.UNIT, 1);
            case 3 -> convolve(x, new Axis(3, 1, 1, 1, 1), channels);
            case 4 -> add(new Binary(Binary.Function.ADD), x, weight(channels, 1, 1));
            case 5 -> add(new Unary(Activation.relu()), x);
            case 6 -> add(new MaxPool(same(new Axis(3, 1, 1, 1, 1)), false, false), x);
            case 7, 8 -> join(x);
            case 9 -> cut(x);
            case 10 -> residual(x);
            case 11 -> transpose(x);
            default -> small(add(new Reduce(Reduce.Function.SUM, List.of(2, 3), true), x), x);
        }
    }

    private Value any() {
        return values.get(Math.max(0, values.size() - 1 - random.nextInt(4)));
    }

    private static Window same(Axis axis) {
        return Window.of(axis, axis);
    }

    private Value weight(int... extents) {
        return builder.weight("w", data.mixed(new float[] {-1, 0, 1}, extents));
    }

    private Value add(Op op, Value... operands) {
        Value result = builder.add(op.kind() + values.size(), op, operands);
        values.add(result);
        return result;
    }

    private void convolve(Value x, Axis axis, int groups) {
        int channels = x.type().shape().extent(1);
        int outputs = groups == 1 ? 2 + random.nextInt(4) : channels;
        Value w = weight(outputs, channels / groups, axis.kernel(), axis.kernel());
        Value y = builder.add("conv" + values.size(), new Convolution(same(axis), groups, Epilogue.NONE), x, w);
        if (random.nextBoolean()) {
            y = builder.add("bias" + values.size(), new Binary(Binary.Function.ADD), y, weight(outputs, 1, 1));
        }
        add(new Unary(Activation.clip(-8, 8)), y);
    }

    /** Sums of a plane, made small again and spread over a plane of the input's. */
    private void small(Value sums, Value x) {
        Value clipped = add(new Unary(Activation.clip(0, 4)), sums);
        add(new Binary(Binary.Function.MAX), x, clipped);
    }

    /** Joins the value with others of its planes, along the channels, sometimes with itself. */
    private void join(Value x) {
        List<Value> parts = new ArrayList<>(List.of(x));
        for (Value value : values) {
            if (value != x && parts.size() < 3 && samePlanes(value, x)) {
                parts.add(value);
            }
        }
        if (random.nextInt(4) == 0) {
            parts.add(x);
        }
        Collections.shuffle(parts, random);
        add(new Concat(1), parts.toArray(Value[]::new));
    }

    private static boolean samePlanes(Value a, Value b) {
        return a.type().shape().with(1, 1).equals(b.type().shape().with(1, 1));
    }

    private void cut(Value x) {
        Shape shape = x.type().shape();
        int from = random.nextInt(shape.extent(1));
        int count = 1 + random.nextInt(shape.extent(1) - from);
        List<Integer> extents = List.of(shape.extent(0), count, shape.extent(2), shape.extent(3));
        Value part = add(new Slice(List.of(0, from, 0, 0), List.of(1, 1, 1, 1), extents), x);
        if (random.nextBoolean()) {
            add(new Unary(Activation.of(Activation.Function.NEG)), part);
        }
    }

    private void residual(Value x) {
        Value y = values.stream()
                .filter(value -> value != x && value.type().equals(x.type()))
                .findFirst()
                .orElse(x);
        add(new Unary(Activation.clip(-8, 8)), add(new Binary(Binary.Function.ADD), x, y));
    }

    /** Swaps channels and rows under a reshape, and back; pads and crops on the way. */
    private void transpose(Value x) {
        Shape shape = x.type().shape();
        Value flat = builder.reshape(x, Shape.of(shape.extent(0), shape.extent(1), shape.extent(2) * shape.extent(3)));
        Value turned = builder.add("turn" + values.size(), new Permute(List.of(0, 2, 1)), flat);
        Pad pad = new Pad(List.of(0, 1, 0), List.of(0, -1, 0), Pad.Mode.CONSTANT, 1);
        Value padded = builder.add("pad" + values.size(), pad, turned);
        Value back = builder.add("back" + values.size(), new Permute(List.of(0, 2, 1)), padded);
        add(new Unary(Activation.relu()), builder.reshape(back, shape));
    }

    /** What a graph answers, node by node, by the oracle. */
    static List<Expected> evaluate(Graph graph, Tensor input) {
        Map<Value, Tensor> known = new HashMap<>();
        Map<Value, Expected> answers = new HashMap<>();
        known.put(graph.inputs().get(0), input);
        for (Node node : graph.nodes()) {
            List<Tensor> operands =
                    node.inputs().stream().map(value -> tensor(value, known)).toList();
            Expected answer = Oracle.of(node.op(), operands, true).get(0);
            answers.put(node.outputs().get(0), answer);
            float[] floats = new float[answer.values().length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) answer.values()[i];
            }
            known.put(
                    node.outputs().get(0),
                    Tensor.of(floats, answer.type().shape().toArray()));
        }
        return graph.outputs().stream()
                .map(value -> Expected.exact(value.type(), Expected.doubles(tensor(value, known)), false))
                .toList();
    }

    private static Tensor tensor(Value value, Map<Value, Tensor> known) {
        Tensor constant = value.constant();
        return constant != null
                ? constant
                : known.get(value.root()).reshape(value.type().shape());
    }
}
