package io.nacre.model.onnx;

import io.nacre.graph.Value;
import io.nacre.op.Binary;
import io.nacre.op.Cast;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Conversions between element types: of constants to any, at run time to those that tensors have there. */
final class Casts {
    private Casts() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Cast", Operator.of(Casts::cast).unless(Casts::unknown));
        table.put(
                "CastLike",
                Operator.of(call -> cast(call, call.input(0), ElementType.like(call.input(1))))
                        .typedBy(1));
    }

    private static @Nullable String unknown(OnnxNode node) {
        int to = node.integer("to");
        return ElementType.of(to) == null ? "to " + ElementType.name(to) : null;
    }

    private static Value cast(Call call) {
        return cast(
                call,
                call.input(0),
                Objects.requireNonNull(ElementType.of(call.node().integer("to"))));
    }

    static Value cast(Call call, Value x, ElementType to) {
        if (x.isConstant()) {
            return HostArithmetic.cast(call, x, to);
        }
        boolean floats = call.isFloat(x);
        return switch (to) {
            case FLOAT, DOUBLE -> floats ? x : call.add(new Cast(DataType.F32), x);
            case INT32, INT64 -> call.as(floats ? call.add(new Cast(DataType.I32), x) : x, to.type());
            case BOOL -> x.type().type() == DataType.BOOL ? x : not(call, equal(call, x));
            default -> throw call.unsupported("to " + to + " of " + x + " at run time");
        };
    }

    /** Where an element is 0, as integers. */
    private static Value equal(Call call, Value x) {
        Tensor zero = Tensor.zeros(new TensorType(x.type().type(), Shape.of()));
        return call.binary(Binary.Function.EQUAL, x, call.constant(zero));
    }

    /** True where an integer or a truth value is 0. */
    static Value not(Call call, Value x) {
        return call.as(equal(call, x), DataType.BOOL);
    }
}
