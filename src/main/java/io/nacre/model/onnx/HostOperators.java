package io.nacre.model.onnx;

import io.nacre.graph.Value;
import io.nacre.model.onnx.schema.TensorProto;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operators that only ever work on shapes and constants: the host computes them while a plan is made. */
final class HostOperators {
    private HostOperators() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Shape", Operator.of(HostOperators::shape).typedBy(0));
        table.put(
                "Size",
                Operator.of(call -> call.integers(Shape.of(), call.shape(0).elements()))
                        .typedBy(0));
        table.put("ConstantOfShape", Operator.host(HostOperators::filled).shapedBy(0));
        table.put("Range", Operator.host(HostOperators::range).shapedBy(0, 1, 2));
        table.put("NonZero", Operator.host(HostOperators::nonZero));
        table.put("Mod", Operator.host(HostOperators::modulo));
    }

    private static Value shape(Call call) {
        Shape x = call.shape(0);
        int start = bound(call.node().integer("start", 0), x.rank());
        int end = bound(call.node().integer("end", x.rank()), x.rank());
        long[] extents = Arrays.stream(x.toArray(), Math.min(start, end), end)
                .asLongStream()
                .toArray();
        return call.integers(Shape.of(extents.length), extents);
    }

    /** A position among axes, those from the end counted back, clamped. */
    private static int bound(int position, int rank) {
        int counted = position < 0 ? position + rank : position;
        return Math.min(Math.max(counted, 0), rank);
    }

    private static Value filled(Call call) {
        int[] extents = call.ints(0);
        if (Arrays.stream(extents).anyMatch(extent -> extent < 0)) {
            throw call.fault("shape " + Arrays.toString(extents) + " has extents below 0");
        }
        TensorProto proto = call.node().tensor("value");
        Tensor value =
                proto == null ? Tensor.of(new float[1], 1) : new TensorReader(new ExternalData(null)).read(proto);
        if (value.type().elements() != 1) {
            throw call.fault("value is " + value.type() + ", expected one element");
        }
        TensorType type = new TensorType(value.dataType(), Shape.of(extents));
        Object number = HostArithmetic.real(value, 0);
        return call.fold(List.of("filled", type, number), List.of(call.input(0)), type.elements(), () -> {
            Tensor tensor = Tensor.zeros(type);
            for (int i = 0; i < type.elements(); i++) {
                HostArithmetic.copy(tensor, i, value, 0);
            }
            return tensor;
        });
    }

    private static Value range(Call call) {
        List<Value> bounds = call.all();
        if (bounds.size() != 3
                || bounds.stream()
                                .map(bound -> new TensorType(bound.type().type(), Shape.of()))
                                .distinct()
                                .count()
                        > 1
                || bounds.stream().anyMatch(bound -> bound.type().elements() != 1)) {
            throw call.fault("inputs " + bounds + ", expected three numbers of one type");
        }
        boolean floats = call.isFloat(bounds.get(0));
        double start = HostArithmetic.real(call.constant(0), 0);
        double delta = HostArithmetic.real(call.constant(2), 0);
        double count = Math.max(Math.ceil((HostArithmetic.real(call.constant(1), 0) - start) / delta), 0);
        if (delta == 0 || !(count <= Call.MAX_FOLDED)) {
            throw call.fault("from " + start + " by " + delta + ": " + count + " numbers, at most " + Call.MAX_FOLDED
                    + " are possible");
        }
        TensorType type = new TensorType(bounds.get(0).type().type(), Shape.of((int) count));
        return call.fold("Range", bounds, type.elements(), () -> {
            Tensor tensor = Tensor.zeros(type);
            for (int i = 0; i < type.elements(); i++) {
                if (floats) {
                    TensorBytes.put(tensor, i, (float) (start + i * delta));
                } else {
                    TensorBytes.put(
                            tensor,
                            i,
                            call.constant(0).integer(0) + i * call.constant(2).integer(0));
                }
            }
            return tensor;
        });
    }

    /** With the divisor's sign as in Python, or with the dividend's as in C ({@code fmod}). */
    private static Value modulo(Call call) {
        if (call.isFloat(call.input(0))) {
            throw call.unsupported("of floats");
        }
        boolean c = call.node().flag("fmod", false);
        return HostArithmetic.binary(call, (a, b) -> b == 0 ? 0L : c ? a % b : Math.floorMod(a, b));
    }

    /** The positions of the elements that are not 0, one column each. */
    private static Value nonZero(Call call) {
        Tensor x = call.constant(0);
        Shape shape = x.shape();
        long[] strides = shape.strides();
        int[] found = IntStream.range(0, Math.toIntExact(shape.elements()))
                .filter(i -> HostArithmetic.real(x, i) != 0)
                .toArray();
        long[] columns = LongStream.range(0, (long) shape.rank() * found.length)
                .map(i -> found[(int) (i % found.length)]
                        / strides[(int) (i / found.length)]
                        % shape.extent((int) (i / found.length)))
                .toArray();
        return call.integers(Shape.of(shape.rank(), found.length), columns);
    }
}
