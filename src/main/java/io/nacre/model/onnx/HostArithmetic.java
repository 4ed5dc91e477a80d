package io.nacre.model.onnx;

import io.nacre.error.ShapeException;
import io.nacre.graph.Value;
import io.nacre.op.Activation;
import io.nacre.op.Broadcast;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.Objects;

/** Arithmetic on constants that no backend computes. */
final class HostArithmetic {
    private HostArithmetic() {}

    /** A function of two integers. */
    interface Numbers {
        long apply(long a, long b);
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

    /** A function of integers, broadcast. */
    static Value binary(Call call, Numbers integers) {
        Value a = call.input(0);
        Value b = call.input(1);
        if (a.type().type() != b.type().type()) {
            throw call.fault("inputs " + a.type() + " and " + b.type() + " must be of one type");
        }
        Shape shape = shape(call, a.type().shape(), b.type().shape());
        TensorType type = new TensorType(a.type().type(), shape);
        return call.fold(List.of("binary", call.node().operator()), List.of(a, b), type.elements(), () -> {
            Tensor left = Objects.requireNonNull(a.constant());
            Tensor right = Objects.requireNonNull(b.constant());
            Positions lefts = new Positions(left.shape(), shape);
            Positions rights = new Positions(right.shape(), shape);
            Tensor y = Tensor.zeros(type);
            for (int i = 0; i < type.elements(); i++) {
                TensorBytes.put(y, i, integers.apply(left.integer(lefts.of(i)), right.integer(rights.of(i))));
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
