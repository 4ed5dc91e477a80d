package io.nacre.graph;

import io.nacre.error.ShapeException;
import io.nacre.error.UnsupportedException;
import io.nacre.op.Op;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Builds a graph op by op. Whatever has only constant inputs is computed on the spot, once per {@link Folding}. */
public final class GraphBuilder {
    private final Folding folding;
    private final List<Value> inputs = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    public GraphBuilder(Folding folding) {
        this.folding = folding;
    }

    public Folding folding() {
        return folding;
    }

    /** A tensor that a run is given. */
    public Value input(String name, TensorType type) {
        Value value = Value.computed(name, type);
        inputs.add(value);
        return value;
    }

    public Value constant(String name, Tensor tensor) {
        return Value.constant(name, tensor);
    }

    /** A constant that belongs to the model: what follows from such constants alone is computed once for all graphs. */
    public Value weight(String name, Tensor tensor) {
        folding.keep(tensor);
        return Value.constant(name, tensor);
    }

    /** Adds an operation with one result. */
    public Value add(String name, Op op, Value... operands) {
        return add(name, op, List.of(operands)).get(0);
    }

    /**
     * Adds an operation.
     *
     * @param name where it comes from, for errors and tables
     * @throws ShapeException if the operands do not fit it
     * @throws UnsupportedException if it would have to compute with integers on a device
     */
    public List<Value> add(String name, Op op, List<Value> operands) {
        List<TensorType> types = outputs(name, op, operands);
        if (types.size() == 1 && Value.allConstant(operands)) {
            List<Tensor> known = new ArrayList<>();
            for (Value operand : operands) {
                known.add(Objects.requireNonNull(operand.constant()));
            }
            Tensor folded = folding.apply(op, known);
            if (folded != null) {
                return List.of(Value.constant(name, folded));
            }
        }
        for (Value operand : operands) {
            if (!operand.type().type().onDevice()) {
                throw new UnsupportedException("'" + name + "' " + op.kind() + ": computes with " + operand
                        + " at run time; devices hold float32 tensors only, integers must follow from shapes,"
                        + " constants and small integer inputs");
            }
        }
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            results.add(Value.computed(i == 0 ? name : name + ":" + i, types.get(i)));
        }
        nodes.add(new Node(name, op, operands, results));
        return results;
    }

    private static List<TensorType> outputs(String name, Op op, List<Value> operands) {
        try {
            return op.outputs(Value.types(operands));
        } catch (ShapeException e) {
            throw new ShapeException("'" + name + "' " + e.getMessage());
        }
    }

    /** The same elements under another shape; no work at run time. */
    public Value reshape(Value value, Shape shape) {
        if (shape.elements() != value.type().elements()) {
            throw new ShapeException(
                    "'" + value.name() + "' Reshape: " + value.type().shape() + " has "
                            + value.type().elements() + " elements, " + shape + " has " + shape.elements());
        }
        if (shape.equals(value.type().shape())) {
            return value;
        }
        Tensor constant = value.constant();
        if (constant != null) {
            return Value.constant(value.name(), folding.reshape(constant, shape));
        }
        return Value.alias(value, new TensorType(value.type().type(), shape));
    }

    /** A float32 scalar constant. */
    public Value scalar(float number) {
        return Value.constant(Float.toString(number), folding.scalar(number));
    }

    /** An int64 vector constant. */
    public Value integers(String name, long... numbers) {
        return Value.constant(name, Tensor.of(numbers, numbers.length));
    }

    /** The graph of all that was added. */
    public Graph build(List<Value> outputs) {
        for (Value output : outputs) {
            if (!output.isConstant() && output.type().type() == DataType.I64) {
                throw new UnsupportedException("output " + output + " is an int64 tensor computed at run time");
            }
        }
        return new Graph(inputs, nodes, outputs);
    }
}
