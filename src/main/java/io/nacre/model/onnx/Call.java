package io.nacre.model.onnx;

import io.nacre.error.ModelException;
import io.nacre.error.ShapeException;
import io.nacre.error.UnsupportedException;
import io.nacre.graph.GraphBuilder;
import io.nacre.graph.Value;
import io.nacre.op.Activation;
import io.nacre.op.Binary;
import io.nacre.op.Op;
import io.nacre.op.Permute;
import io.nacre.op.Unary;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One node being lowered: its attributes, the values it is given, and the graph it becomes part of. */
final class Call {
    /** Most elements of a constant that is made of smaller ones while a plan is made. */
    static final long MAX_FOLDED = 1 << 24;

    private final OnnxNode node;
    private final GraphBuilder builder;
    private final PoolIndices poolIndices;
    private final List<@Nullable Value> inputs;

    Call(OnnxNode node, GraphBuilder builder, PoolIndices poolIndices, List<@Nullable Value> inputs) {
        this.node = node;
        this.builder = builder;
        this.poolIndices = poolIndices;
        this.inputs = inputs;
    }

    OnnxNode node() {
        return node;
    }

    /** What the graph's pools answered so far. */
    PoolIndices poolIndices() {
        return poolIndices;
    }

    /** How many inputs the node lists, those left out included. */
    int inputs() {
        return inputs.size();
    }

    @Nullable
    Value optional(int index) {
        return index < inputs.size() ? inputs.get(index) : null;
    }

    Value input(int index) {
        Value value = optional(index);
        if (value == null) {
            throw node.fault("input " + index + " is missing");
        }
        return value;
    }

    /** The shape of an input. */
    Shape shape(int index) {
        return input(index).type().shape();
    }

    /** All inputs, none of which may be left out. */
    List<Value> all() {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            values.add(input(i));
        }
        return values;
    }

    ModelException fault(String text) {
        return node.fault(text);
    }

    UnsupportedException unsupported(String text) {
        return new UnsupportedException(node.place() + ": " + text);
    }

    /** The elements of an input that shapes follow from. */
    Tensor constant(int index) {
        Tensor tensor = input(index).constant();
        if (tensor == null) {
            throw unsupported("input " + index + ", " + input(index) + ", is computed at run time; it must follow from"
                    + " shapes, constants and small inputs");
        }
        return tensor;
    }

    /** The integers of a constant input. */
    long[] integers(int index) {
        Tensor tensor = constant(index);
        if (tensor.dataType().isFloat()) {
            throw fault("input " + index + " is " + tensor.type() + ", expected integers");
        }
        return tensor.toLongs();
    }

    /** The integers of a constant input, each within 32 bits; empty if it is left out. */
    int[] ints(int index) {
        if (optional(index) == null) {
            return new int[0];
        }
        long[] numbers = integers(index);
        int[] narrow = new int[numbers.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = node.narrow(numbers[i], "input " + index);
        }
        return narrow;
    }

    /** The numbers of a constant float input; empty if it is left out. */
    float[] floats(int index) {
        if (optional(index) == null) {
            return new float[0];
        }
        Tensor tensor = constant(index);
        if (!tensor.dataType().isFloat()) {
            throw fault("input " + index + " is " + tensor.type() + ", expected floats");
        }
        return tensor.toFloats();
    }

    /** A list of ints that older opsets have as an attribute, newer ones as an input. */
    int[] ints(String attribute, int input) {
        return node.has(attribute) ? node.ints(attribute) : ints(input);
    }

    Value add(Op op, Value... operands) {
        return add(op, List.of(operands)).get(0);
    }

    List<Value> add(Op op, List<Value> operands) {
        if (Value.allConstant(operands)) {
            List<TensorType> types = Value.types(operands);
            long given = 0;
            for (TensorType type : types) {
                given += type.elements();
            }
            for (TensorType type : op.outputs(types)) {
                checkFolded(type.elements(), given);
            }
        }
        List<Value> results = builder.add(node.name(), op, operands);
        for (Value result : results) {
            if (result.type().elements() > Integer.MAX_VALUE) {
                throw fault(op.kind() + " would give " + result.type() + ", "
                        + result.type().elements() + " elements; 2^31 - 1 are possible");
            }
        }
        return results;
    }

    private void checkFolded(long elements, long given) {
        if (elements > MAX_FOLDED && elements > 4 * given) {
            throw fault("would make a constant of " + elements + " elements of " + given + ", at most " + MAX_FOLDED
                    + " are possible");
        }
    }

    /** The same integers under another integer type. */
    Value as(Value integers, DataType type) {
        return builder.as(integers, type);
    }

    Value unary(Activation activation, Value x) {
        return add(new Unary(activation), x);
    }

    Value unary(Activation.Function function, Value x) {
        return unary(Activation.of(function), x);
    }

    Value binary(Binary.Function function, Value a, Value b) {
        return add(new Binary(function), a, b);
    }

    Value binary(Binary.Function function, Value a, float b) {
        return binary(function, a, builder.scalar(b));
    }

    Value permute(Value x, List<Integer> order) {
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i) != i) {
                return add(new Permute(order), x);
            }
        }
        return x;
    }

    /** The same elements under another shape of as many. */
    Value reshape(Value x, int... extents) {
        Shape shape = Shape.of(extents);
        if (shape.elements() != x.type().elements()) {
            throw fault("cannot reshape " + x.type().shape() + " of " + x.type().elements() + " elements to " + shape
                    + " of " + shape.elements());
        }
        return builder.reshape(x, shape);
    }

    /** One number a channel, shaped so that it meets the channels, axis 1, of a tensor of the given rank. */
    Value channels(Value numbers, int rank) {
        if (numbers.type().shape().rank() != 1) {
            throw fault(numbers + " should hold one number a channel");
        }
        int[] extents = new int[Math.max(rank - 1, 1)];
        Arrays.fill(extents, 1);
        extents[0] = Math.toIntExact(numbers.type().elements());
        return reshape(numbers, extents);
    }

    /** A new constant that follows from the input types. */
    Value constant(Tensor tensor) {
        return builder.constant(node.name(), tensor);
    }

    Value integers(Shape shape, long... numbers) {
        return constant(Tensor.of(numbers, shape.toArray()));
    }

    /**
     * A constant that the host computes of others, once if those belong to the model.
     *
     * @param operation a value with equality that, with the operands, determines the result
     * @param elements how many elements the result has
     */
    Value fold(Object operation, List<Value> operands, long elements, Supplier<Tensor> computation) {
        List<Tensor> known = new ArrayList<>();
        for (Value operand : operands) {
            Tensor tensor = operand.constant();
            if (tensor == null) {
                throw unsupported(
                        operand + " is computed at run time; this operator is computed on the host, for shapes and"
                                + " constants only");
            }
            known.add(tensor);
        }
        checkFolded(
                elements,
                known.stream().mapToLong(tensor -> tensor.type().elements()).sum());
        return constant(Objects.requireNonNull(builder.folding().remember(operation, known, computation::get)));
    }

    /** An axis from 0 of one that may count from the end. */
    int axis(int axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw new ShapeException(node.place() + ": axis " + axis + " of a tensor of rank " + rank);
        }
        return axis < 0 ? axis + rank : axis;
    }

    boolean isFloat(Value value) {
        return value.type().type() == DataType.F32;
    }
}
