package io.nacre.model.onnx;

import io.nacre.error.ShapeException;
import io.nacre.graph.Value;
import io.nacre.op.Activation;
import io.nacre.op.Broadcast;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Arithmetic on constants that no backend computes: integers, booleans, casts, gathers. */
final class HostArithmetic {
    private HostArithmetic() {}

    /** One result of two numbers; integers and booleans come as longs. */
    interface Numbers<T> {
        T apply(long a, long b);
    }

    /** One result of two floats. */
    interface Floats<T> {
        T apply(double a, double b);
    }

    static Value cast(Call call, Value x, ElementType to) {
        TensorType type = new TensorType(to.type(), x.type().shape());
        return call.fold(List.of("Cast", to), List.of(x), type.elements(), () -> {
            Tensor from = Objects.requireNonNull(x.constant());
            Tensor result = Tensor.zeros(type);
            for (int i = 0; i < type.elements(); i++) {
                if (type.type() == DataType.F32) {
                    TensorBytes.put(result, i, to.round(real(from, i)));
                } else if (to == ElementType.BOOL) {
                    TensorBytes.put(result, i, real(from, i) != 0 ? 1L : 0L);
                } else {
                    boolean floats = from.dataType().isFloat();
                    TensorBytes.put(result, i, to.wrap(floats ? (long) real(from, i) : from.integer(i)));
                }
            }
            return result;
        });
    }

    /** A function of integers. */
    static Value unary(Call call, Activation.Function function, Value x) {
        return call.fold(List.of("unary", function), List.of(x), x.type().elements(), () -> {
            Tensor from = Objects.requireNonNull(x.constant());
            Tensor result = Tensor.zeros(x.type());
            for (int i = 0; i < x.type().elements(); i++) {
                long number = from.integer(i);
                TensorBytes.put(
                        result,
                        i,
                        switch (function) {
                            case ABS -> Math.abs(number);
                            case NEG -> -number;
                            case SIGN -> Long.signum(number);
                            case RELU -> Math.max(number, 0);
                            case FLOOR, CEIL, ROUND -> number;
                            default -> throw call.fault("input " + x.type() + ", expected floats");
                        });
            }
            return result;
        });
    }

    /** A comparison or an operation on booleans or integers, broadcast. */
    static Value binary(Call call, DataType result, Numbers<Long> integers, Floats<Boolean> floats) {
        Value a = call.input(0);
        Value b = call.input(1);
        if (a.type().type() != b.type().type()) {
            throw call.fault("inputs " + a.type() + " and " + b.type() + " must be of one type");
        }
        Shape shape = shape(call, a.type().shape(), b.type().shape());
        TensorType type = new TensorType(result, shape);
        return call.fold(List.of("binary", call.node().operator()), List.of(a, b), type.elements(), () -> {
            Tensor left = Objects.requireNonNull(a.constant());
            Tensor right = Objects.requireNonNull(b.constant());
            Positions lefts = new Positions(left.shape(), shape);
            Positions rights = new Positions(right.shape(), shape);
            Tensor y = Tensor.zeros(type);
            for (int i = 0; i < type.elements(); i++) {
                int l = lefts.of(i);
                int r = rights.of(i);
                long number = left.dataType().isFloat()
                        ? (floats.apply(real(left, l), real(right, r)) ? 1 : 0)
                        : integers.apply(left.integer(l), right.integer(r));
                TensorBytes.put(y, i, number);
            }
            return y;
        });
    }

    /** {@code condition ? a : b}, broadcast. */
    static Value where(Call call) {
        Value condition = call.input(0);
        Value a = call.input(1);
        Value b = call.input(2);
        if (a.type().type() != b.type().type() || condition.type().type() != DataType.BOOL) {
            throw call.fault("inputs " + condition.type() + ", " + a.type() + " and " + b.type()
                    + ", expected booleans and two of one type");
        }
        Shape shape = shape(
                call,
                shape(call, a.type().shape(), b.type().shape()),
                condition.type().shape());
        TensorType type = new TensorType(a.type().type(), shape);
        return call.fold("Where", List.of(condition, a, b), type.elements(), () -> {
            Tensor choice = Objects.requireNonNull(condition.constant());
            Positions choices = new Positions(choice.shape(), shape);
            Positions as = new Positions(a.type().shape(), shape);
            Positions bs = new Positions(b.type().shape(), shape);
            Tensor y = Tensor.zeros(type);
            for (int i = 0; i < type.elements(); i++) {
                boolean first = choice.integer(choices.of(i)) != 0;
                copy(y, i, Objects.requireNonNull((first ? a : b).constant()), (first ? as : bs).of(i));
            }
            return y;
        });
    }

    static Value gather(Call call, Value x, Value positions, int axis) {
        Shape shape = x.type().shape();
        int extent = shape.extent(axis);
        int[] indices = Arrays.stream(call.integers(1))
                .mapToInt(position -> call.axis(call.node().narrow(position, "indices"), extent))
                .toArray();
        int inner = Math.toIntExact(shape.elements(axis + 1, shape.rank()));
        TensorType type = new TensorType(
                x.type().type(),
                Shape.of(Slices.gathered(shape, positions.type().shape(), axis)));
        return call.fold(List.of("Gather", axis), List.of(x, positions), type.elements(), () -> {
            Tensor from = Objects.requireNonNull(x.constant());
            Tensor y = Tensor.zeros(type);
            for (int i = 0; i < type.elements(); i++) {
                int within = i % inner;
                int index = i / inner % indices.length;
                int outer = i / inner / indices.length;
                copy(y, i, from, (outer * extent + indices[index]) * inner + within);
            }
            return y;
        });
    }

    /** Blocks of {@code inner} elements, each as often as input 1 says. */
    static Value repeat(Call call, Value x, int inner, int times, Shape result) {
        TensorType type = new TensorType(x.type().type(), result);
        return call.fold(List.of("repeat", inner, times, result), List.of(x, call.input(1)), type.elements(), () -> {
            Tensor from = Objects.requireNonNull(x.constant());
            Tensor y = Tensor.zeros(type);
            for (int i = 0; i < type.elements(); i++) {
                copy(y, i, from, i / inner / times * inner + i % inner);
            }
            return y;
        });
    }

    /** An element as a double, whatever its type. */
    static double real(Tensor tensor, int index) {
        return tensor.dataType().isFloat() ? tensor.floats().get(index) : tensor.integer(index);
    }

    /** Copies an element between tensors of one type. */
    static void copy(Tensor to, int index, Tensor from, int position) {
        if (to.dataType().isFloat()) {
            TensorBytes.put(to, index, from.floats().get(position));
        } else {
            TensorBytes.put(to, index, from.integer(position));
        }
    }

    private static Shape shape(Call call, Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        int[] extents = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int left = i > a.rank() ? 1 : a.extent(-i);
            int right = i > b.rank() ? 1 : b.extent(-i);
            if (left != right && left != 1 && right != 1) {
                throw new ShapeException(call.node().place() + ": " + a + " and " + b + " cannot be broadcast");
            }
            extents[rank - i] = left == 1 ? right : left;
        }
        return Shape.of(extents);
    }

    /** Where an operand's elements lie for those of the shape it is broadcast to. */
    private static final class Positions {
        private final Shape to;
        private final long[] dense;
        private final long[] strides;

        Positions(Shape operand, Shape to) {
            this.to = to;
            this.dense = to.strides();
            this.strides = Broadcast.strides(operand, to);
        }

        int of(int index) {
            long position = 0;
            for (int axis = 0; axis < strides.length; axis++) {
                position += index / dense[axis] % to.extent(axis) * strides[axis];
            }
            return (int) position;
        }
    }
}
