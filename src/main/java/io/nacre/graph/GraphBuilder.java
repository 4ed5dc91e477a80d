package io.nacre.graph;

import io.nacre.error.ShapeException;
import io.nacre.error.UnsupportedException;
import io.nacre.op.Binary;
import io.nacre.op.Op;
import io.nacre.op.Reduce;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Builds a graph op by op. Whatever has only constant inputs is computed on the spot, once per {@link Folding}.
 *
 * <p>What a run computes is held in the {@linkplain DataType#device device form}; values of other types are aliases of it,
 * and nodes know the device form alone.
 */
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
        Value value = Value.computed(name, type.device());
        inputs.add(value);
        return as(value, type.type());
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
     * @throws UnsupportedException if it would have to compute at run time with integers of 64 bits
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
        requireWidth(name, op, operands);
        List<Value> stored = operands.stream().map(this::stored).toList();
        List<Value> results = new ArrayList<>();
        for (TensorType type : op.outputs(stored.stream().map(Value::type).toList())) {
            results.add(Value.computed(results.isEmpty() ? name : name + ":" + results.size(), type));
        }
        nodes.add(new Node(name, op, stored, results));
        List<Value> typed = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            typed.add(as(results.get(i), types.get(i).type()));
        }
        return typed;
    }

    /** Sums and products of 64 bits would not fit the device form; what only compares, chooses or moves does. */
    private static void requireWidth(String name, Op op, List<Value> operands) {
        boolean reduces = op instanceof Reduce reduce && !reduce.function().locates();
        if (reduces && !operands.get(0).type().type().isFloat()) {
            throw new UnsupportedException("'" + name + "' " + op.kind() + ": reduces " + operands.get(0)
                    + " at run time; of integers that must follow from shapes, constants and small integer inputs");
        }
        boolean grows = false;
        if (op instanceof Binary binary) {
            grows = !binary.function().compares()
                    && !binary.function().bitwise()
                    && binary.function() != Binary.Function.MIN
                    && binary.function() != Binary.Function.MAX;
        }
        for (Value operand : operands) {
            if (grows && operand.type().type() == DataType.I64) {
                throw new UnsupportedException("'" + name + "' " + op.kind() + ": computes with " + operand
                        + " at run time; devices hold integers of 32 bits, so arithmetic of 64 must follow from shapes,"
                        + " constants and small integer inputs");
            }
        }
    }

    /** The same elements as a device holds them. */
    private Value stored(Value value) {
        TensorType type = value.type().device();
        if (type.equals(value.type())) {
            return value;
        }
        if (value.isConstant()) {
            return as(value, type.type());
        }
        return value.root().type().equals(type) ? value.root() : Value.alias(value, type);
    }

    /**
     * The same integers under another integer type; no work at run time.
     *
     * @throws UnsupportedException if a constant holds an integer that the type cannot
     */
    public Value as(Value value, DataType type) {
        if (value.type().type() == type) {
            return value;
        }
        Tensor constant = value.constant();
        if (constant != null) {
            return Value.constant(
                    value.name(),
                    Objects.requireNonNull(
                            folding.remember(type, List.of(constant), () -> Integers.as(constant, type))));
        }
        return Value.alias(value, new TensorType(type, value.type().shape()));
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

    /** Floating-point operations of all that was added so far. */
    public long flops() {
        return nodes.stream().mapToLong(Node::flops).sum();
    }

    /** The graph of all that was added. */
    public Graph build(List<Value> outputs) {
        return new Graph(inputs, nodes, outputs);
    }
}
