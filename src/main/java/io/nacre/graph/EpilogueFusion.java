package io.nacre.graph;

import io.nacre.op.Binary;
import io.nacre.op.Convolution;
import io.nacre.op.ConvolutionTranspose;
import io.nacre.op.Epilogue;
import io.nacre.op.EpilogueOp;
import io.nacre.op.MatMul;
import io.nacre.op.Op;
import io.nacre.op.Unary;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Moves what follows a convolution or a matrix product into its epilogue: activations, per-channel constants, residual
 * additions. A per-channel factor right behind constant weights goes into the weights themselves, which is how batch
 * normalization disappears.
 */
final class EpilogueFusion {
    private final Graph graph;
    private final Folding folding;
    private final Map<Value, Integer> uses;
    /** Nodes in order, by their first output: absorbed ones are taken out again. */
    private final Map<Value, Node> kept = new LinkedHashMap<>();

    EpilogueFusion(Graph graph, Folding folding) {
        this.graph = graph;
        this.folding = folding;
        this.uses = graph.uses();
    }

    Graph fuse() {
        for (Node node : graph.nodes()) {
            Node fused = absorbed(node);
            kept.put(node.outputs().get(0), fused == null ? node : fused);
        }
        return graph.withNodes(new ArrayList<>(kept.values()));
    }

    /** The producer of one of the node's inputs with the node in its epilogue, if that is possible. */
    private @Nullable Node absorbed(Node node) {
        if (node.op() instanceof Unary unary) {
            Node producer = fusable(node.inputs().get(0));
            return producer == null || ((EpilogueOp) producer.op()).epilogue().isFull()
                    ? null
                    : replace(producer, node, then(producer, new Epilogue.Activate(unary.activation()), null));
        }
        if (!(node.op() instanceof Binary binary)) {
            return null;
        }
        for (int side = 1; side >= 0; side--) {
            Value result = node.inputs().get(side);
            Value other = node.inputs().get(1 - side);
            Node producer = fusable(result);
            if (producer != null && result.type().equals(node.outputs().get(0).type())) {
                Node fused = absorb(producer, binary.function(), side == 0, other);
                if (fused != null) {
                    return replace(producer, node, fused);
                }
            }
        }
        return null;
    }

    /** The node with an epilogue that makes this value for a single reader. */
    private @Nullable Node fusable(Value value) {
        Node producer = kept.get(value);
        boolean single = uses.getOrDefault(value, 0) == 1;
        return producer != null && single && producer.op() instanceof EpilogueOp ? producer : null;
    }

    private Node replace(Node producer, Node reader, Node fused) {
        kept.remove(producer.outputs().get(0));
        return new Node(producer.name(), fused.op(), fused.inputs(), reader.outputs());
    }

    private @Nullable Node absorb(Node producer, Binary.Function function, boolean first, Value other) {
        EpilogueOp op = (EpilogueOp) producer.op();
        Value channels = perChannel(op, producer.outputs().get(0).type().shape(), other);
        if (channels == null) {
            boolean residual = function == Binary.Function.ADD
                    && !other.isConstant()
                    && other.type().equals(producer.outputs().get(0).type());
            return residual && !op.epilogue().isFull() ? then(producer, new Epilogue.Add(), other) : null;
        }
        boolean room = !op.epilogue().isFull();
        return switch (function) {
            case ADD -> addBias(producer, channels);
            case SUB -> first ? addBias(producer, computed(Binary.Function.SUB, zero(), channels)) : null;
            case MUL -> scale(producer, channels);
            case DIV -> first ? scale(producer, computed(Binary.Function.DIV, one(), channels)) : null;
            case PRELU -> first && room ? then(producer, new Epilogue.Slope(), channels) : null;
            default -> null;
        };
    }

    private @Nullable Node addBias(Node producer, Value bias) {
        EpilogueOp op = (EpilogueOp) producer.op();
        if (lastStage(op) instanceof Epilogue.Bias && lastOperand(producer).isConstant()) {
            return withLastOperand(producer, computed(Binary.Function.ADD, lastOperand(producer), bias));
        }
        return op.epilogue().isFull() ? null : then(producer, new Epilogue.Bias(), bias);
    }

    private @Nullable Node scale(Node producer, Value factor) {
        EpilogueOp op = (EpilogueOp) producer.op();
        Shape along = weightFactor(op, producer.inputs().get(1), factor);
        List<Epilogue.Stage> stages = op.epilogue().stages();
        boolean linear = stages.isEmpty()
                || (stages.size() == 1
                        && lastStage(op) instanceof Epilogue.Bias
                        && lastOperand(producer).isConstant());
        if (along == null || !linear) {
            return op.epilogue().isFull() ? null : then(producer, new Epilogue.Scale(), factor);
        }
        Value spread = Value.constant(factor.name(), folding.reshape(constant(factor), along));
        List<Value> inputs = new ArrayList<>(producer.inputs());
        inputs.set(1, computed(Binary.Function.MUL, inputs.get(1), spread));
        if (!stages.isEmpty()) {
            inputs.set(2, computed(Binary.Function.MUL, inputs.get(2), factor));
        }
        return new Node(producer.name(), op, inputs, producer.outputs());
    }

    /** The shape in which a per-channel factor multiplies the weights, or null if it cannot. */
    private static @Nullable Shape weightFactor(EpilogueOp op, Value weight, Value factor) {
        if (!weight.isConstant()) {
            return null;
        }
        int channels = factor.type().shape().extent(0);
        int[] extents = new int[weight.type().shape().rank()];
        Arrays.fill(extents, 1);
        if (op instanceof Convolution) {
            extents[0] = channels;
        } else if (op instanceof ConvolutionTranspose transpose && transpose.groups() == 1) {
            extents[1] = channels;
        } else if (op instanceof MatMul) {
            extents[extents.length - 1] = channels;
        } else {
            return null;
        }
        return Shape.of(extents);
    }

    /** A constant as one number a channel, or null if it varies along another axis. */
    private @Nullable Value perChannel(EpilogueOp op, Shape output, Value value) {
        Tensor tensor = value.constant();
        if (tensor == null || tensor.shape().rank() > output.rank()) {
            return null;
        }
        int axis = op.channelAxis(output.rank());
        int channels = output.extent(axis);
        int missing = output.rank() - tensor.shape().rank();
        boolean varies = axis >= missing && tensor.shape().extent(axis - missing) == channels;
        if (tensor.type().elements() != (varies ? channels : 1)) {
            return null;
        }
        Tensor flat = folding.reshape(tensor, Shape.of((int) tensor.type().elements()));
        return Value.constant(value.name(), varies ? flat : repeated(flat, channels));
    }

    private Tensor repeated(Tensor single, int channels) {
        return Objects.requireNonNull(folding.remember("repeat " + channels, List.of(single), () -> {
            float[] copies = new float[channels];
            Arrays.fill(copies, single.floats().get(0));
            return Tensor.of(copies, channels);
        }));
    }

    private static Node then(Node producer, Epilogue.Stage stage, @Nullable Value operand) {
        EpilogueOp op = (EpilogueOp) producer.op();
        List<Value> inputs = new ArrayList<>(producer.inputs());
        if (operand != null) {
            inputs.add(operand);
        }
        return new Node(producer.name(), op.withEpilogue(op.epilogue().then(stage)), inputs, producer.outputs());
    }

    private static Epilogue.@Nullable Stage lastStage(EpilogueOp op) {
        List<Epilogue.Stage> stages = op.epilogue().stages();
        return stages.isEmpty() ? null : stages.get(stages.size() - 1);
    }

    private static Value lastOperand(Node producer) {
        return producer.inputs().get(producer.inputs().size() - 1);
    }

    private static Node withLastOperand(Node producer, Value operand) {
        List<Value> inputs = new ArrayList<>(producer.inputs());
        inputs.set(inputs.size() - 1, operand);
        return new Node(producer.name(), producer.op(), inputs, producer.outputs());
    }

    private Value computed(Binary.Function function, Value a, Value b) {
        Op op = new Binary(function);
        Tensor result = Objects.requireNonNull(folding.apply(op, List.of(constant(a), constant(b))));
        return Value.constant(b.name(), result);
    }

    private static Tensor constant(Value value) {
        return Objects.requireNonNull(value.constant());
    }

    private Value zero() {
        return Value.constant("0", folding.scalar(0));
    }

    private Value one() {
        return Value.constant("1", folding.scalar(1));
    }
}
