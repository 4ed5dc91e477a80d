package io.nacre.model.onnx;

import io.nacre.graph.Value;
import io.nacre.op.Binary;
import io.nacre.op.Select;
import io.nacre.tensor.DataType;
import java.util.List;
import java.util.Map;

/** Comparisons, functions of truth values, and choices by them. */
final class Choices {
    private Choices() {}

    static void addTo(Map<String, Operator> table) {
        Map<String, Binary.Function> comparisons = Map.of(
                "Equal", Binary.Function.EQUAL,
                "Less", Binary.Function.LESS,
                "LessOrEqual", Binary.Function.LESS_OR_EQUAL,
                "Greater", Binary.Function.GREATER,
                "GreaterOrEqual", Binary.Function.GREATER_OR_EQUAL);
        comparisons.forEach((name, function) -> table.put(
                name,
                Operator.of(call -> call.as(call.binary(function, call.input(0), call.input(1)), DataType.BOOL))));
        Map<String, Binary.Function> functions =
                Map.of("And", Binary.Function.AND, "Or", Binary.Function.OR, "Xor", Binary.Function.XOR);
        functions.forEach((name, function) ->
                table.put(name, Operator.of(call -> call.binary(function, truth(call, 0), truth(call, 1)))));
        table.put("Not", Operator.of(call -> Casts.not(call, truth(call, 0))));
        table.put(
                "Where",
                Operator.of(call -> call.add(new Select(), List.of(truth(call, 0), call.input(1), call.input(2)))
                        .get(0)));
    }

    private static Value truth(Call call, int index) {
        Value value = call.input(index);
        if (value.type().type() != DataType.BOOL) {
            throw call.fault("input " + value.type() + ", expected booleans");
        }
        return value;
    }
}
