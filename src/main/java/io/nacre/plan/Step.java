package io.nacre.plan;

import io.nacre.backend.Kernel;
import io.nacre.graph.Node;
import io.nacre.graph.Value;
import io.nacre.op.Op;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One launch of a plan: an operation, the kernel prepared for it, and where its operands lie. */
public final class Step {
    private final Node node;
    private final Kernel kernel;
    private final List<@Nullable Location> inputs;
    private final List<Location.Slot> outputs;
    private final Location.@Nullable Slot scratch;

    Step(
            Node node,
            Kernel kernel,
            List<@Nullable Location> inputs,
            List<Location.Slot> outputs,
            Location.@Nullable Slot scratch) {
        this.node = node;
        this.kernel = kernel;
        this.inputs = inputs;
        this.outputs = outputs;
        this.scratch = scratch;
    }

    /** The name of the model's layer or node. */
    public String name() {
        return node.name();
    }

    /** The kind of operation and what is fused into it. */
    public String operation() {
        return Failure.operation(node);
    }

    /** The algorithm that the backend chose. */
    public String algorithm() {
        return kernel.algorithm();
    }

    /** Why the backend chose it and not another; empty where there was no choice. */
    public String reason() {
        return kernel.reason();
    }

    /** How many times as far off as the direct computation's rounding bound its results may be. */
    public double errorFactor() {
        return kernel.errorFactor();
    }

    /** The operation, its epilogue included. */
    public Op op() {
        return node.op();
    }

    /** The types of all that it reads, constants as well. */
    public List<TensorType> inputTypes() {
        return node.inputTypes();
    }

    /** The operands that are known before any run, by their number among the inputs. */
    public Map<Integer, Tensor> constants() {
        Map<Integer, Tensor> constants = new HashMap<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            Tensor constant = node.inputs().get(i).constant();
            if (constant != null) {
                constants.put(i, constant);
            }
        }
        return constants;
    }

    /** The types of what it reads, without constants: {@code f32 1×3×8×8}, and how many more there are. */
    public String input() {
        List<Value> read =
                node.inputs().stream().filter(value -> !value.isConstant()).toList();
        if (read.isEmpty()) {
            return "-";
        }
        return read.get(0).type() + (read.size() > 1 ? " and " + (read.size() - 1) : "");
    }

    /** The type of its first result. */
    public TensorType output() {
        return node.outputs().get(0).type();
    }

    public long flops() {
        return node.flops();
    }

    /** Bytes of all inputs and outputs: what has to move through memory at least. */
    public long bytes() {
        return java.util.stream.Stream.concat(node.inputs().stream(), node.outputs().stream())
                .map(Value::type)
                .mapToLong(TensorType::bytes)
                .sum();
    }

    /** How many numbers its constant operands hold: weights, and what was folded into them. */
    public long parameters() {
        return node.inputs().stream()
                .filter(Value::isConstant)
                .mapToLong(value -> value.type().elements())
                .sum();
    }

    Node node() {
        return node;
    }

    Kernel kernel() {
        return kernel;
    }

    /** One location an input; null for those that the kernel keeps in packed form. */
    List<@Nullable Location> inputs() {
        return inputs;
    }

    List<Location.Slot> outputs() {
        return outputs;
    }

    Location.@Nullable Slot scratch() {
        return scratch;
    }
}
