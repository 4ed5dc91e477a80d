package io.nacre.graph;

import io.nacre.op.Activation;
import io.nacre.op.Activation.Function;
import io.nacre.op.Binary;
import io.nacre.op.Op;
import io.nacre.op.Unary;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recognises hard sigmoid and hard swish written out in arithmetic: {@code clip(x + b, 0, c) / c} becomes one hard
 * sigmoid, {@code x · hard sigmoid(x)} one hard swish, and {@code x · clip(x + b, 0, c) / c} one as well.
 */
final class HardSwishPattern {
    private static final Op MUL = new Binary(Binary.Function.MUL);

    private final Graph graph;
    private final Map<Value, Node> producers = new HashMap<>();

    HardSwishPattern(Graph graph) {
        this.graph = graph;
    }

    Graph replace() {
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Node replacement = replacement(node);
            nodes.add(replacement);
            producers.put(replacement.outputs().get(0), replacement);
        }
        return Passes.dropDeadNodes(graph.withNodes(nodes));
    }

    private Node replacement(Node node) {
        Node hardSwish = gated(node);
        if (hardSwish != null) {
            return hardSwish;
        }
        Factor factor = factor(node);
        if (factor == null) {
            return node;
        }
        Clip clip = clip(factor.value);
        if (clip != null && matches(clip, factor)) {
            return unary(node, Function.HARD_SIGMOID, clip, clip.x);
        }
        Node product = producers.get(factor.value);
        if (product != null && product.op().equals(MUL)) {
            for (int side = 0; side < 2; side++) {
                clip = clip(product.inputs().get(side));
                if (clip != null
                        && matches(clip, factor)
                        && clip.x == product.inputs().get(1 - side)) {
                    return unary(node, Function.HARD_SWISH, clip, clip.x);
                }
            }
        }
        return node;
    }

    /** {@code x · hard sigmoid(x)}. */
    private @Nullable Node gated(Node node) {
        for (int side = 0; side < 2 && node.op().equals(MUL); side++) {
            Node gate = producers.get(node.inputs().get(side));
            Value x = node.inputs().get(1 - side);
            if (gate != null
                    && gate.op() instanceof Unary unary
                    && unary.activation().function() == Function.HARD_SIGMOID
                    && gate.inputs().get(0) == x) {
                Activation a = unary.activation();
                Op hardSwish = new Unary(new Activation(Function.HARD_SWISH, a.a(), a.b()));
                return new Node(node.name(), hardSwish, List.of(x), node.outputs());
            }
        }
        return null;
    }

    private static boolean matches(Clip clip, Factor factor) {
        return Math.abs(clip.max * factor.number - 1) < 1e-6;
    }

    private static Node unary(Node node, Function function, Clip clip, Value x) {
        Activation activation = new Activation(function, (float) (1 / clip.max), (float) (clip.shift / clip.max));
        return new Node(node.name(), new Unary(activation), List.of(x), node.outputs());
    }

    /** {@code clip(x + shift, 0, max)}. */
    private record Clip(Value x, double shift, double max) {}

    private @Nullable Clip clip(Value value) {
        Node clip = producers.get(value);
        if (clip == null
                || !(clip.op() instanceof Unary unary)
                || unary.activation().function() != Function.CLIP
                || unary.activation().a() != 0) {
            return null;
        }
        Node sum = producers.get(clip.inputs().get(0));
        if (sum == null || !(sum.op() instanceof Binary binary) || binary.function() != Binary.Function.ADD) {
            return null;
        }
        for (int side = 0; side < 2; side++) {
            Double shift = scalar(sum.inputs().get(side));
            Value x = sum.inputs().get(1 - side);
            if (shift != null && x.type().equals(value.type())) {
                return new Clip(x, shift, unary.activation().b());
            }
        }
        return null;
    }

    /** {@code value · number}, written as a product or as a quotient. */
    private record Factor(Value value, double number) {}

    private static @Nullable Factor factor(Node node) {
        if (!(node.op() instanceof Binary binary)) {
            return null;
        }
        Value a = node.inputs().get(0);
        Value b = node.inputs().get(1);
        Double left = scalar(a);
        Double right = scalar(b);
        if (binary.function() == Binary.Function.DIV && right != null) {
            return new Factor(a, 1 / right);
        }
        if (binary.function() != Binary.Function.MUL) {
            return null;
        }
        if (right != null) {
            return new Factor(a, right);
        }
        return left == null ? null : new Factor(b, left);
    }

    private static @Nullable Double scalar(Value value) {
        Tensor tensor = value.constant();
        return tensor == null
                        || tensor.dataType() != DataType.F32
                        || tensor.type().elements() != 1
                ? null
                : Double.valueOf(tensor.floats().get(0));
    }
}
