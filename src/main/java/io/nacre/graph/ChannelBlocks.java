package io.nacre.graph;

import io.nacre.op.AveragePool;
import io.nacre.op.Axis;
import io.nacre.op.Convolution;
import io.nacre.op.MaxPool;
import io.nacre.op.Op;
import io.nacre.op.Permute;
import io.nacre.op.Resize;
import io.nacre.op.Slice;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Lays the channels of a graph's planes in blocks: (N, C, H, W) becomes (N, C/block, H, W, block), rounded up. Convolutions compute
 * so, and what lies between them carries it on: pools and resizing see a third axis that they do not touch, functions of elements
 * the same elements, joined channels joined blocks. Where blocks begin and end, elements are moved.
 */
final class ChannelBlocks {
    private final int block;
    private final Set<Node> blocked;
    /** What lies in blocks, by what it is in planes. */
    private final Map<Value, Value> blocks = new HashMap<>();
    /** What is made in blocks only: in planes again, once somebody asks for it. */
    private final Map<Value, Value> planes = new HashMap<>();

    private final List<Node> nodes = new ArrayList<>();

    /**
     * @param block channels of a block
     * @param blocked nodes that are to compute in blocks, of those that {@link BlockRegions} finds able to
     */
    ChannelBlocks(int block, Set<Node> blocked) {
        this.block = block;
        this.blocked = blocked;
    }

    Graph apply(Graph graph) {
        for (Node node : graph.nodes()) {
            if (blocked.contains(node)) {
                Value result = compute(node);
                blocks.put(node.outputs().get(0), result);
            } else {
                List<Value> inputs = node.inputs().stream().map(this::inPlanes).toList();
                nodes.add(new Node(node.name(), node.op(), inputs, node.outputs()));
            }
        }
        List<Value> outputs = graph.outputs().stream().map(this::inPlanes).toList();
        return new Graph(graph.inputs(), nodes, outputs);
    }

    private Value compute(Node node) {
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            Value value = node.inputs().get(i);
            boolean stays = value.isConstant() || (i == 0 && seesPlanes(node, value));
            inputs.add(stays ? value : inBlocks(value));
        }
        if (node.op() instanceof Resize) {
            inputs.add(Value.constant(
                    "channels", Tensor.of(IntStream.range(0, block).toArray(), block, 1)));
            float[] whole = new float[block];
            Arrays.fill(whole, 1);
            inputs.add(Value.constant("whole", Tensor.of(whole, block, 1)));
        }
        return add(node.name(), inBlocks(node.op()), inputs);
    }

    private boolean seesPlanes(Node node, Value x) {
        return !blocks.containsKey(x)
                && node.op() instanceof Convolution op
                && BlockRegions.seesPlanes(op, x.type().shape(), block);
    }

    private Op inBlocks(Op op) {
        if (op instanceof Convolution convolution) {
            return new Convolution(convolution.window(), convolution.groups(), convolution.epilogue(), block);
        }
        if (op instanceof MaxPool pool) {
            return new MaxPool(withChannels(pool.window()), pool.ceil(), false);
        }
        if (op instanceof AveragePool pool) {
            return new AveragePool(withChannels(pool.window()), pool.ceil(), pool.countPadding(), pool.divisor());
        }
        return op;
    }

    private static Window withChannels(Window window) {
        return Window.of(window.axis(0), window.axis(1), Axis.UNIT);
    }

    private Value add(String name, Op op, List<Value> inputs) {
        Value result = Value.computed(name, op.outputs(Value.types(inputs)).get(0));
        nodes.add(new Node(name, op, inputs, List.of(result)));
        return result;
    }

    private static Value reshape(Value value, Shape shape) {
        return Value.alias(value, new TensorType(value.type().type(), shape));
    }

    private Value inBlocks(Value value) {
        Value known = blocks.get(value);
        if (known != null) {
            return known;
        }
        Value source = inPlanes(value);
        Shape shape = value.type().shape();
        Shape split = Shape.of(shape.extent(0), shape.extent(1) / block, block, shape.extent(2), shape.extent(3));
        Value parts = reshape(source, split);
        Value result = split.elements(3, 5) == 1
                ? reshape(source, Convolution.blocked(shape, block))
                : add(value.name() + " in blocks", new Permute(List.of(0, 1, 3, 4, 2)), List.of(parts));
        blocks.put(value, result);
        return result;
    }

    private Value inPlanes(Value value) {
        Value root = value.root();
        if (planes.containsKey(root) || !blocks.containsKey(root) || !isMadeInBlocks(root)) {
            Value source = planes.getOrDefault(root, root);
            return source == root ? value : like(source, value);
        }
        Value source = Objects.requireNonNull(blocks.get(root));
        Shape shape = root.type().shape();
        Value moved = source.type().shape().elements(2, 4) == 1
                ? source
                : add(root.name() + " in planes", new Permute(List.of(0, 1, 4, 2, 3)), List.of(source));
        int channels = source.type().shape().extent(1) * block;
        Value all = reshape(moved, shape.with(1, channels));
        if (channels > shape.extent(1)) {
            List<Integer> extents = Arrays.stream(shape.toArray()).boxed().toList();
            all = add(
                    root.name(),
                    new Slice(Collections.nCopies(4, 0), Collections.nCopies(4, 1), extents),
                    List.of(all));
        }
        planes.put(root, all);
        return like(all, value);
    }

    private boolean isMadeInBlocks(Value root) {
        return blocked.stream().anyMatch(node -> node.outputs().get(0) == root);
    }

    private static Value like(Value source, Value value) {
        return source.type().equals(value.type()) ? source : Value.alias(source, value.type());
    }
}
