package io.nacre.graph;

import io.nacre.op.Activation;
import io.nacre.op.AveragePool;
import io.nacre.op.Axis;
import io.nacre.op.Binary;
import io.nacre.op.Concat;
import io.nacre.op.Convolution;
import io.nacre.op.Epilogue;
import io.nacre.op.MaxPool;
import io.nacre.op.Op;
import io.nacre.op.Reduce;
import io.nacre.op.Resize;
import io.nacre.op.Unary;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which parts of a graph are to compute with their channels in blocks: connected nodes that can, as long as what their convolutions
 * gain is more than moving elements into blocks and out of them costs.
 */
final class BlockRegions {
    /** Results a channel of padding may come to: a block that is filled up is computed whole. */
    private static final double FILLED_UP = 1.6;
    /** Of a convolution's multiply-adds, what computing in blocks saves. */
    private static final double SAVED = 0.25;
    /** Multiply-adds that each result of a depthwise convolution saves. */
    private static final double SAVED_RESULT = 8;
    /** The most planes of input that are seen as they are. */
    private static final int FEW_PLANES = 4;

    private final Graph graph;
    private final int block;
    private final double moving;
    private final Map<Value, Node> candidates = new HashMap<>();
    private final Map<Node, Node> parents = new LinkedHashMap<>();

    /**
     * @param block channels of a block
     * @param moving what moving an element costs, in multiply-adds of a convolution
     */
    BlockRegions(Graph graph, int block, double moving) {
        this.graph = graph;
        this.block = block;
        this.moving = moving;
    }

    /** The nodes that are to compute in blocks. */
    Set<Node> find() {
        for (Node node : graph.nodes()) {
            if (node.outputs().size() == 1 && can(node)) {
                parents.put(node, node);
                for (Value input : node.inputs()) {
                    Node producer = candidates.get(input);
                    if (producer != null) {
                        parents.put(region(producer), region(node));
                    }
                }
                candidates.put(node.outputs().get(0), node);
            }
        }
        Map<Node, Double> gains = gains();
        Set<Node> chosen = new HashSet<>();
        for (Node node : parents.keySet()) {
            if (gains.getOrDefault(region(node), 0.0) > 0) {
                chosen.add(node);
            }
        }
        return chosen;
    }

    private Node region(Node node) {
        Node parent = parents.get(node);
        return parent == null || parent.equals(node) ? node : region(parent);
    }

    private Map<Node, Double> gains() {
        Map<Node, Double> gains = new HashMap<>();
        Map<Node, Set<Value>> entering = new HashMap<>();
        Set<Value> leaving = new HashSet<>();
        graph.outputs().forEach(value -> leaving.add(value.root()));
        for (Node node : graph.nodes()) {
            boolean candidate = parents.containsKey(node);
            if (candidate) {
                gains.merge(region(node), gain(node), Double::sum);
            }
            for (Value input : node.inputs()) {
                if (!candidate) {
                    leaving.add(input.root());
                } else if (!input.isConstant() && !candidates.containsKey(input) && !staysInPlanes(node, input)) {
                    entering.computeIfAbsent(region(node), any -> new HashSet<>())
                            .add(input);
                }
            }
        }
        entering.forEach((region, values) -> values.forEach(
                value -> gains.merge(region, -moving * value.type().elements(), Double::sum)));
        for (Value value : leaving) {
            Node producer = candidates.get(value);
            if (producer != null) {
                gains.merge(region(producer), -moving * value.type().elements(), Double::sum);
            }
        }
        return gains;
    }

    private boolean staysInPlanes(Node node, Value input) {
        return node.op() instanceof Convolution op
                && input == node.inputs().get(0)
                && seesPlanes(op, input.type().shape(), block);
    }

    private double gain(Node node) {
        if (!(node.op() instanceof Convolution op)) {
            return 1; // something, so that moving for nothing is told from not moving at all
        }
        double work = node.flops() / 2.0;
        return op.groups() > 1 ? SAVED_RESULT * node.outputs().get(0).type().elements() : SAVED * work;
    }

    /** Whether a convolution computes blocks from planes: those of a few channels, each line of a window a vector. */
    static boolean seesPlanes(Convolution op, Shape x, int block) {
        Axis width = op.window().axis(1);
        return op.groups() == 1 && x.extent(1) <= FEW_PLANES && width.kernel() <= block && width.dilation() == 1;
    }

    private boolean can(Node node) {
        Value result = node.outputs().get(0);
        Shape y = result.type().shape();
        if (result.type().type() != DataType.F32 || y.rank() != 4 || y.elements() == 0) {
            return false;
        }
        Op op = node.op();
        if (op instanceof Convolution convolution) {
            return can(convolution, node);
        }
        boolean whole = y.extent(1) % block == 0;
        Value first = node.inputs().get(0);
        if (op instanceof MaxPool pool) {
            return !pool.indices() && pool.window().axes().size() == 2 && isBlocked(first) && (whole || fits(pool));
        }
        if (op instanceof AveragePool pool) {
            return pool.window().axes().size() == 2 && isBlocked(first);
        }
        if (op instanceof Unary unary) {
            return isBlocked(first) && (whole || isFiniteAtZero(unary.activation()));
        }
        if (op instanceof Binary binary) {
            return can(binary, node, whole);
        }
        if (op instanceof Concat concat) {
            return concat.axis() == 1 && node.inputs().stream().allMatch(this::isBlocked) && joinsBlocks(node);
        }
        if (op instanceof Reduce reduce) {
            return !reduce.function().locates()
                    && reduce.keep()
                    && reduce.axes().equals(List.of(2, 3))
                    && isBlocked(first);
        }
        return op instanceof Resize && isBlocked(first);
    }

    private boolean isBlocked(Value value) {
        return candidates.containsKey(value);
    }

    private boolean can(Convolution op, Node node) {
        Value x = node.inputs().get(0);
        Tensor weights = node.inputs().get(1).constant();
        if (weights == null || op.window().axes().size() != 2 || !isForm(op.epilogue(), node)) {
            return false;
        }
        int outputs = weights.shape().extent(0);
        int channels = weights.shape().extent(1);
        boolean depthwise = op.groups() > 1 && channels == 1 && outputs == op.groups();
        boolean groups = op.groups() == 1 || depthwise || (channels % block == 0 && outputs / op.groups() % block == 0);
        int filled = (outputs + block - 1) / block * block;
        long more = (long) (filled - outputs)
                * channels
                * op.window().taps()
                * pixels(node.outputs().get(0));
        boolean full = moving == 0
                || filled <= FILLED_UP * outputs
                || (isBlocked(x) && more <= moving * x.type().elements());
        boolean input = isBlocked(x)
                || x.type().shape().extent(1) % block == 0
                || seesPlanes(op, x.type().shape(), block);
        return groups && input && full && (!isPadded(op) || isFinite(weights));
    }

    private static long pixels(Value y) {
        return y.type().elements() / y.type().shape().extent(1);
    }

    /** Whether an epilogue's operands are constant or can lie in blocks, and what fills up blocks stays finite. */
    private boolean isForm(Epilogue epilogue, Node node) {
        int input = 2;
        for (Epilogue.Stage stage : epilogue.stages()) {
            if (stage instanceof Epilogue.Activate activate && !isFiniteAtZero(activate.activation())) {
                return false;
            }
            if (stage.hasOperand()) {
                Value operand = node.inputs().get(input++);
                if (!(stage instanceof Epilogue.Add ? movable(operand) : operand.isConstant())) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean movable(Value value) {
        return isBlocked(value) || (!value.isConstant() && value.type().shape().extent(1) % block == 0);
    }

    private static boolean isPadded(Convolution op) {
        return op.window().axes().stream().anyMatch(axis -> axis.before() > 0 || axis.after() > 0);
    }

    /** Zeros in the padding times such weights are what taps are that are left out. */
    private static boolean isFinite(Tensor weights) {
        FloatBuffer values = weights.floats();
        float check = 0;
        while (values.hasRemaining()) {
            check += values.get() * 0;
        }
        return check == 0;
    }

    private static boolean fits(MaxPool pool) {
        return pool.window().axes().stream().allMatch(axis -> axis.dilation() == 1);
    }

    private static boolean isFiniteAtZero(Activation activation) {
        return switch (activation.function()) {
            case LOG, RECIPROCAL -> false;
            default -> true;
        };
    }

    private boolean can(Binary op, Node node, boolean whole) {
        Binary.Function function = op.function();
        boolean finite = switch (function) {
            case ADD, SUB, MUL, MIN, MAX -> true;
            default -> false;
        };
        if (function.compares() || function.bitwise() || !(finite || whole)) {
            return false;
        }
        Shape y = node.outputs().get(0).type().shape();
        Shape gate = y.with(2, 1).with(3, 1);
        List<Value> planes = new ArrayList<>();
        for (Value value : node.inputs()) {
            Shape shape = value.type().shape();
            if (!isBlocked(value) || !(shape.equals(y) || shape.equals(gate))) {
                return false;
            }
            planes.add(value);
        }
        return planes.size() == 2;
    }

    /** Whether all blocks but those of the last input are whole. */
    private boolean joinsBlocks(Node node) {
        for (Value value : node.inputs().subList(0, node.inputs().size() - 1)) {
            if (value.type().shape().extent(1) % block != 0) {
                return false;
            }
        }
        return true;
    }
}
