package io.nacre.peers;

import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** PyTorch's call for each ONNX operator. */
final class TorchOperators {

    private interface Operator {
        String call(TorchNode node);
    }

    private static final Map<String, Operator> OPERATORS = Map.ofEntries(
            Map.entry("Conv", TorchWindows::convolution),
            Map.entry("ConvTranspose", TorchWindows::transposed),
            Map.entry("MaxPool", TorchWindows::maxPool),
            Map.entry("MaxUnpool", TorchWindows::maxUnpool),
            Map.entry("AveragePool", TorchWindows::averagePool),
            Map.entry("GlobalAveragePool", TorchWindows::globalAveragePool),
            Map.entry("BatchNormalization", TorchOperators::batchNormalization),
            Map.entry("InstanceNormalization", TorchOperators::instanceNormalization),
            Map.entry("Relu", node -> node.call(node.inPlace("relu"), node.operand(0))),
            Map.entry("Hardswish", node -> node.call(node.inPlace("hardswish"), node.operand(0))),
            Map.entry("HardSwish", node -> node.call(node.inPlace("hardswish"), node.operand(0))),
            Map.entry("Sigmoid", node -> node.call("sigmoid", node.operand(0))),
            Map.entry("Tanh", node -> node.call("tanh", node.operand(0))),
            Map.entry("Exp", node -> node.call("exp", node.operand(0))),
            Map.entry("Sqrt", node -> node.call("sqrt", node.operand(0))),
            Map.entry("Erf", node -> node.call("erf", node.operand(0))),
            Map.entry("Gelu", node -> node.call("gelu", node.operand(0))),
            Map.entry("LayerNormalization", TorchOperators::layerNormalization),
            Map.entry("LeakyRelu", TorchOperators::leakyRelu),
            Map.entry("HardSigmoid", TorchOperators::hardSigmoid),
            Map.entry("PRelu", TorchOperators::preLu),
            Map.entry("Clip", TorchOperators::clip),
            Map.entry("Add", node -> binary("add", node)),
            Map.entry("Sub", node -> binary("sub", node)),
            Map.entry("Mul", node -> binary("mul", node)),
            Map.entry("Div", node -> binary("div", node)),
            Map.entry("Pow", node -> binary("pow", node)),
            Map.entry("MatMul", node -> node.call("matmul", node.operand(0), node.operand(1))),
            Map.entry("Gemm", TorchOperators::gemm),
            Map.entry("Softmax", TorchOperators::softmax),
            Map.entry("Concat", TorchOperators::concat),
            Map.entry("Split", TorchOperators::split),
            Map.entry("Slice", TorchOperators::slice),
            Map.entry("Transpose", TorchOperators::transpose),
            Map.entry("Pad", TorchOperators::pad),
            Map.entry("Resize", TorchOperators::resize),
            Map.entry("Upsample", TorchOperators::resize),
            Map.entry("ReduceMean", TorchOperators::reduceMean),
            Map.entry("Reshape", TorchOperators::reshape),
            Map.entry("Flatten", TorchOperators::reshape),
            Map.entry("Squeeze", TorchOperators::reshape),
            Map.entry("Unsqueeze", TorchOperators::reshape),
            Map.entry("Identity", node -> node.operand(0)),
            Map.entry("Dropout", node -> node.operand(0)));

    /** Operators whose result is new memory of its own. */
    private static final Set<String> FRESH =
            Set.of("Conv", "ConvTranspose", "BatchNormalization", "InstanceNormalization", "MatMul", "Add");

    private TorchOperators() {}

    static boolean isFresh(String type) {
        return FRESH.contains(type);
    }

    /** Whether results behind the first are more than leftovers of training, as Dropout's mask is. */
    static boolean hasSeveralResults(String type) {
        return type.equals("MaxPool") || type.equals("Split");
    }

    /** The call's source. */
    static String call(TorchNode node) {
        Operator operator =
                node.proto().getDomain().isEmpty() || node.proto().getDomain().equals("ai.onnx")
                        ? OPERATORS.get(node.proto().getOpType())
                        : null;
        if (operator == null) {
            throw node.unsupported("has no PyTorch form here");
        }
        return operator.call(node);
    }

    private static String batchNormalization(TorchNode node) {
        double epsilon = node.attributes().number("epsilon", 1e-5f);
        return node.call(
                "batch_norm",
                node.operand(0),
                node.operand(1),
                node.operand(2),
                node.operand(3),
                node.operand(4),
                "False",
                "0.1",
                epsilon,
                "False");
    }

    private static String instanceNormalization(TorchNode node) {
        double epsilon = node.attributes().number("epsilon", 1e-5f);
        return node.call(
                "instance_norm",
                node.operand(0),
                node.operand(1),
                node.operand(2),
                "None",
                "None",
                "True",
                "0.1",
                epsilon,
                "False");
    }

    private static String layerNormalization(TorchNode node) {
        return node.call(
                "layer_norm",
                node.operand(0),
                list(node.shape(1)),
                node.operand(1),
                node.operand(2),
                node.attributes().number("epsilon", 1e-5f));
    }

    private static String leakyRelu(TorchNode node) {
        return node.call("leaky_relu", node.operand(0), node.attributes().number("alpha", 0.01f));
    }

    private static String hardSigmoid(TorchNode node) {
        float alpha = node.attributes().number("alpha", 0.2f);
        float beta = node.attributes().number("beta", 0.5f);
        if (Math.abs(alpha - 1 / 6f) < 1e-6f && beta == 0.5f) {
            return node.call("hardsigmoid", node.operand(0));
        }
        String line = node.call("add", node.call("mul", node.operand(0), alpha), beta);
        return node.call("clamp", line, "0.", "1.");
    }

    private static String preLu(TorchNode node) {
        Shape slope = node.shape(1);
        return node.call("prelu", node.operand(0), node.weight(1, Shape.of((int) slope.elements())));
    }

    private static String clip(TorchNode node) {
        Attributes attributes = node.attributes();
        Object low = attributes.has("min") ? attributes.number("min", 0) : node.has(1) ? node.number(1) : "None";
        Object high = attributes.has("max") ? attributes.number("max", 0) : node.has(2) ? node.number(2) : "None";
        return node.call("clamp", node.operand(0), low, high);
    }

    private static String binary(String function, TorchNode node) {
        return node.call(function, node.operand(0), node.number(1));
    }

    private static String gemm(TorchNode node) {
        Attributes attributes = node.attributes();
        if (attributes.number("alpha", 1) != 1
                || attributes.number("beta", 1) != 1
                || attributes.integer("transA", 0) != 0) {
            throw node.unsupported("only alpha = beta = 1 and transA = 0");
        }
        if (attributes.integer("transB", 0) == 1) {
            return node.call("linear", node.operand(0), node.operand(1), node.operand(2));
        }
        return node.has(2)
                ? node.call("addmm", node.operand(2), node.operand(0), node.operand(1))
                : node.call("mm", node.operand(0), node.operand(1));
    }

    /** Up to opset 12 it runs over the given axis and all behind it. */
    private static String softmax(TorchNode node) {
        int rank = node.output().rank();
        long axis = node.attributes().integer("axis", node.opset() < 13 ? 1 : -1);
        axis = axis < 0 ? axis + rank : axis;
        Shape shape = node.output();
        if (node.opset() >= 13 || shape.elements((int) axis, rank) == shape.extent((int) axis)) {
            return node.call("softmax", node.operand(0), axis);
        }
        String rows = node.call("flatten", node.operand(0), axis, -1);
        return node.call("reshape", node.call("softmax", rows, -1), list(shape));
    }

    private static String concat(TorchNode node) {
        List<String> operands = IntStream.range(0, node.proto().getInputCount())
                .mapToObj(node::operand)
                .toList();
        return node.call(
                "cat",
                "[" + String.join(", ", operands) + "]",
                node.attributes().integer("axis", 0));
    }

    private static String split(TorchNode node) {
        int axis = (int) node.attributes().integer("axis", 0);
        List<Integer> sizes = IntStream.range(0, node.proto().getOutputCount())
                .map(index -> node.output(index).extent(axis))
                .boxed()
                .toList();
        return node.call("split_with_sizes", node.operand(0), sizes, axis);
    }

    private static String slice(TorchNode node) {
        Attributes attributes = node.attributes();
        List<Long> starts = node.has(1) ? longs(node.constant(1)) : attributes.integers("starts", List.of());
        List<Long> ends = node.has(2) ? longs(node.constant(2)) : attributes.integers("ends", List.of());
        List<Long> all =
                IntStream.range(0, starts.size()).mapToObj(Long::valueOf).toList();
        List<Long> axes = node.has(3) ? longs(node.constant(3)) : attributes.integers("axes", all);
        List<Long> steps = node.has(4) ? longs(node.constant(4)) : Collections.nCopies(starts.size(), 1L);
        String expression = node.operand(0);
        for (int i = 0; i < starts.size(); i++) {
            if (steps.get(i) < 1) {
                throw node.unsupported("step " + steps.get(i));
            }
            expression = node.call("slice", expression, axes.get(i), starts.get(i), ends.get(i), steps.get(i));
        }
        return expression;
    }

    private static String transpose(TorchNode node) {
        List<Long> reversed = new ArrayList<>();
        for (long axis = node.output().rank() - 1L; axis >= 0; axis--) {
            reversed.add(axis);
        }
        return node.call("permute", node.operand(0), node.attributes().integers("perm", reversed));
    }

    private static String pad(TorchNode node) {
        List<Long> pads =
                node.has(1) ? longs(node.constant(1)) : node.attributes().integers("pads", List.of());
        if (!node.attributes().text("mode", "constant").equals("constant")) {
            throw node.unsupported("only constant padding");
        }
        String value =
                node.has(2) ? node.number(2) : Float.toString(node.attributes().number("value", 0));
        int rank = pads.size() / 2;
        return node.call(
                "constant_pad_nd",
                node.operand(0),
                fromTheEnd(pads.subList(0, rank), pads.subList(rank, 2 * rank)),
                value);
    }

    /** Paddings as PyTorch lists them: the last axis first, before and after together. */
    static List<Long> fromTheEnd(List<Long> before, List<Long> after) {
        List<Long> pads = new ArrayList<>();
        for (int axis = before.size() - 1; axis >= 0; axis--) {
            pads.add(before.get(axis));
            pads.add(after.get(axis));
        }
        return pads;
    }

    private static String resize(TorchNode node) {
        Attributes attributes = node.attributes();
        String mode = attributes.text("mode", "nearest");
        String coordinates =
                attributes.text("coordinate_transformation_mode", node.opset() < 11 ? "asymmetric" : "half_pixel");
        Shape output = node.output();
        List<Integer> size = List.of(output.extent(-2), output.extent(-1));
        boolean whole = output.rank() == 4
                && size.get(0) % node.shape(0).extent(-2) == 0
                && size.get(1) % node.shape(0).extent(-1) == 0;
        if (whole
                && mode.equals("nearest")
                && coordinates.equals("asymmetric")
                && attributes
                        .text("nearest_mode", node.opset() < 11 ? "floor" : "round_prefer_floor")
                        .equals("floor")) {
            return node.call("upsample_nearest2d", node.operand(0), size, "None", "None");
        }
        if (whole
                && mode.equals("linear")
                && Set.of("half_pixel", "pytorch_half_pixel", "align_corners").contains(coordinates)) {
            String corners = coordinates.equals("align_corners") ? "True" : "False";
            return node.call("upsample_bilinear2d", node.operand(0), size, corners, "None", "None");
        }
        throw node.unsupported("mode " + mode + ", coordinates " + coordinates + " to " + output);
    }

    private static String reduceMean(TorchNode node) {
        List<Long> all =
                IntStream.range(0, node.shape(0).rank()).mapToObj(Long::valueOf).toList();
        List<Long> axes =
                node.has(1) ? longs(node.constant(1)) : node.attributes().integers("axes", all);
        String keep = node.attributes().integer("keepdims", 1) == 1 ? "True" : "False";
        return node.call("mean", node.operand(0), axes, keep);
    }

    private static String reshape(TorchNode node) {
        return node.call("reshape", node.operand(0), list(node.output()));
    }

    static String list(Shape shape) {
        return Arrays.toString(shape.toArray());
    }

    private static List<Long> longs(@Nullable Tensor tensor) {
        return tensor == null
                ? List.of()
                : Arrays.stream(tensor.toLongs()).boxed().toList();
    }
}
