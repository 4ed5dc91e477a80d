package io.nacre.model.onnx;

import io.nacre.graph.Value;
import io.nacre.op.Activation;
import io.nacre.op.Activation.Function;
import io.nacre.op.Binary;
import io.nacre.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions of single elements, of one input or of several that are broadcast. */
final class Elementwise {
    private Elementwise() {}

    static void addTo(Map<String, Operator> table) {
        plain(table);
        parametric(table);
        for (Binary.Function function :
                List.of(Binary.Function.ADD, Binary.Function.SUB, Binary.Function.MUL, Binary.Function.DIV)) {
            String name =
                    function.name().charAt(0) + function.name().substring(1).toLowerCase(Locale.ROOT);
            table.put(name, Operator.of(call -> call.binary(function, call.input(0), aligned(call))));
        }
        table.put("Pow", Operator.of(Elementwise::power));
        table.put("PRelu", Operator.of(Elementwise::prelu));
        table.put("Max", Operator.of(call -> joined(call, Binary.Function.MAX)));
        table.put("Min", Operator.of(call -> joined(call, Binary.Function.MIN)));
        table.put("Sum", Operator.of(call -> joined(call, Binary.Function.ADD)));
        table.put(
                "Mean",
                Operator.of(
                        call -> call.binary(Binary.Function.DIV, joined(call, Binary.Function.ADD), call.inputs())));
        table.put("Clip", Operator.of(Elementwise::clip));
    }

    private static void plain(Map<String, Operator> table) {
        Map<String, Function> functions = Map.ofEntries(
                Map.entry("Relu", Function.RELU),
                Map.entry("Sigmoid", Function.SIGMOID),
                Map.entry("Tanh", Function.TANH),
                Map.entry("Softsign", Function.SOFTSIGN),
                Map.entry("Mish", Function.MISH),
                Map.entry("Abs", Function.ABS),
                Map.entry("Neg", Function.NEG),
                Map.entry("Sign", Function.SIGN),
                Map.entry("Floor", Function.FLOOR),
                Map.entry("Ceil", Function.CEIL),
                Map.entry("Round", Function.ROUND),
                Map.entry("Sqrt", Function.SQRT),
                Map.entry("Exp", Function.EXP),
                Map.entry("Log", Function.LOG),
                Map.entry("Erf", Function.ERF),
                Map.entry("Reciprocal", Function.RECIPROCAL));
        functions.forEach((name, function) -> activation(table, name, node -> Activation.of(function)));
    }

    private static void parametric(Map<String, Operator> table) {
        activation(table, "LeakyRelu", node -> Activation.of(Function.LEAKY_RELU, node.real("alpha", 0.01f)));
        activation(table, "Elu", node -> Activation.of(Function.ELU, node.real("alpha", 1)));
        activation(
                table,
                "Selu",
                node -> new Activation(
                        Function.SELU,
                        node.real("alpha", 1.67326319217681884765625f),
                        node.real("gamma", 1.05070102214813232421875f)));
        activation(table, "Celu", node -> Activation.of(Function.CELU, node.real("alpha", 1)));
        activation(table, "ThresholdedRelu", node -> Activation.of(Function.THRESHOLD, node.real("alpha", 1)));
        activation(
                table,
                "HardSigmoid",
                node -> new Activation(Function.HARD_SIGMOID, node.real("alpha", 0.2f), node.real("beta", 0.5f)));
        activation(table, "HardSwish", node -> new Activation(Function.HARD_SWISH, 1 / 6f, 0.5f));
        activation(table, "Swish", node -> Activation.of(Function.SILU, node.real("alpha", 1)));
        activation(table, "Softplus", node -> new Activation(Function.SOFTPLUS, 1, 20));
        activation(table, "Gelu", Elementwise::gelu);
        activation(
                table,
                "Shrink",
                node -> new Activation(Function.SHRINK, node.real("lambd", 0.5f), node.real("bias", 0)));
    }

    private interface Parameters {
        Activation read(OnnxNode node);
    }

    private static void activation(Map<String, Operator> table, String name, Parameters parameters) {
        table.put(name, Operator.of(call -> {
            Value x = call.input(0);
            Activation activation = parameters.read(call.node());
            return call.isFloat(x) ? call.unary(activation, x) : HostArithmetic.unary(call, activation.function(), x);
        }));
    }

    private static Activation gelu(OnnxNode node) {
        String approximation = node.text("approximate", "none");
        return switch (approximation) {
            case "none" -> Activation.of(Function.GELU);
            case "tanh" -> Activation.of(Function.GELU_TANH);
            default -> throw node.fault("approximate is '" + approximation + "', expected 'none' or 'tanh'");
        };
    }

    /** The second operand; before opset 7 an attribute says at which axis of the first it starts. */
    private static Value aligned(Call call) {
        Value b = call.input(1);
        if (call.node().opset() >= 7 || !call.node().has("axis")) {
            return b;
        }
        int rank = call.shape(0).rank();
        int axis = call.axis(call.node().integer("axis", 0), rank + 1);
        int[] own = b.type().shape().toArray();
        if (axis + own.length > rank) {
            throw call.fault(b.type() + " does not fit " + call.input(0).type() + " from axis " + axis + " on");
        }
        int[] extents = new int[rank - axis];
        Arrays.fill(extents, 1);
        System.arraycopy(own, 0, extents, 0, own.length);
        return call.reshape(b, extents);
    }

    /** The exponent may be of another type than the base, whose type the result has. */
    private static Value power(Call call) {
        Value base = call.input(0);
        Value exponent = aligned(call);
        if (exponent.type().type() == base.type().type()) {
            return call.binary(Binary.Function.POW, base, exponent);
        }
        if (!call.isFloat(base) && !call.isFloat(exponent)) {
            return call.binary(Binary.Function.POW, base, Casts.cast(call, exponent, ElementType.like(base)));
        }
        Value floats = Casts.cast(call, base, ElementType.FLOAT);
        Value power = call.binary(Binary.Function.POW, floats, Casts.cast(call, exponent, ElementType.FLOAT));
        return Casts.cast(call, power, ElementType.like(base));
    }

    private static Value prelu(Call call) {
        Value slope = call.input(1);
        boolean channels = call.node().opset() < 7 && slope.type().elements() > 1;
        Value y = call.binary(
                Binary.Function.PRELU,
                call.input(0),
                channels ? call.channels(slope, call.shape(0).rank()) : slope);
        if (!y.type().equals(call.input(0).type())) {
            throw call.fault("slope " + call.input(1).type() + " cannot be broadcast to "
                    + call.input(0).type());
        }
        return y;
    }

    private static Value joined(Call call, Binary.Function function) {
        List<Value> values = call.all();
        if (values.isEmpty()) {
            throw call.fault("has no inputs");
        }
        Value joined = values.get(0);
        for (Value value : values.subList(1, values.size())) {
            joined = call.binary(function, joined, value);
        }
        return joined;
    }

    /** Bounds are attributes before opset 11, scalar inputs from then on, which may be known at run time only. */
    private static Value clip(Call call) {
        Value x = call.input(0);
        OnnxNode node = call.node();
        if (node.has("min") || node.has("max") || call.inputs() == 1) {
            float low = node.real("min", Float.NEGATIVE_INFINITY);
            float high = node.real("max", Float.POSITIVE_INFINITY);
            return bounded(call, x, low, high);
        }
        Float low = number(call, 1, Float.NEGATIVE_INFINITY);
        Float high = number(call, 2, Float.POSITIVE_INFINITY);
        if (call.isFloat(x) && low != null && high != null) {
            return bounded(call, x, low, high);
        }
        Value min = call.optional(1);
        Value max = call.optional(2);
        Value raised = min == null ? x : call.binary(Binary.Function.MAX, x, min);
        return max == null ? raised : call.binary(Binary.Function.MIN, raised, max);
    }

    private static Value bounded(Call call, Value x, float low, float high) {
        boolean open = low == Float.NEGATIVE_INFINITY && high == Float.POSITIVE_INFINITY;
        return open ? x : call.unary(Activation.clip(low, high), x);
    }

    /** A scalar float input: null if it is not known. */
    private static @Nullable Float number(Call call, int index, float absent) {
        Value value = call.optional(index);
        if (value == null) {
            return absent;
        }
        Tensor constant = value.constant();
        boolean known =
                constant != null && call.isFloat(value) && constant.type().elements() == 1;
        return known && constant != null ? (Float) constant.floats().get(0) : null;
    }
}
