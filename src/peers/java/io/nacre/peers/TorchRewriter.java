package io.nacre.peers;

import io.nacre.model.onnx.schema.GraphProto;
import io.nacre.model.onnx.schema.NodeProto;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a user would do before running a network in PyTorch: fold batch norms, and say {@code hardswish} in one word. */
final class TorchRewriter {
    private final Map<String, Tensor> values;
    private final Set<String> known;
    private final Map<String, NodeProto> producers = new HashMap<>();
    private final Map<String, Integer> readers = new HashMap<>();
    private final Set<NodeProto> absorbed = new HashSet<>();

    /**
     * A rewriter.
     *
     * @param values every value of the graph; folded weights are added
     * @param known the names of those that are constant; the same
     */
    TorchRewriter(Map<String, Tensor> values, Set<String> known) {
        this.values = values;
        this.known = known;
    }

    List<NodeProto> rewrite(List<NodeProto> nodes, GraphProto graph) {
        for (NodeProto node : nodes) {
            node.getOutputList().forEach(name -> producers.put(name, node));
            node.getInputList().forEach(name -> readers.merge(name, 1, Integer::sum));
        }
        graph.getOutputList().forEach(output -> readers.merge(output.getName(), 1, Integer::sum));
        List<NodeProto> rewritten = nodes.stream().map(this::rewrite).toList();
        List<NodeProto> left = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (!absorbed.contains(nodes.get(i))) {
                left.add(rewritten.get(i));
            }
        }
        return left;
    }

    private NodeProto rewrite(NodeProto node) {
        return switch (node.getOpType()) {
            case "BatchNormalization" -> folded(node);
            case "Div" -> hardSwish(node);
            default -> node;
        };
    }

    /** The node of a type that made a value for this one reader; null if there is none. */
    private @Nullable NodeProto sole(String type, String value) {
        NodeProto producer = producers.get(value);
        boolean found = producer != null && producer.getOpType().equals(type) && readers.getOrDefault(value, 0) == 1;
        return found ? producer : null;
    }

    private NodeProto folded(NodeProto norm) {
        NodeProto convolution = sole("Conv", norm.getInput(0));
        boolean constant = norm.getInputList().stream().skip(1).allMatch(known::contains);
        if (convolution == null || !constant || !known.contains(convolution.getInput(1))) {
            return norm;
        }
        float[] scale = values.get(norm.getInput(1)).toFloats();
        float[] bias = values.get(norm.getInput(2)).toFloats();
        float[] mean = values.get(norm.getInput(3)).toFloats();
        float[] variance = values.get(norm.getInput(4)).toFloats();
        float[] before = convolution.getInputCount() > 2
                ? values.get(convolution.getInput(2)).toFloats()
                : new float[scale.length];
        float epsilon = new Attributes(norm).number("epsilon", 1e-5f);
        Tensor weight = values.get(convolution.getInput(1));
        float[] scaled = weight.toFloats();
        int taps = scaled.length / scale.length;
        for (int channel = 0; channel < scale.length; channel++) {
            double factor = scale[channel] / Math.sqrt((double) variance[channel] + epsilon);
            for (int i = channel * taps; i < (channel + 1) * taps; i++) {
                scaled[i] = (float) (scaled[i] * factor);
            }
            bias[channel] = (float) ((before[channel] - mean[channel]) * factor + bias[channel]);
        }
        absorbed.add(convolution);
        return convolution.toBuilder()
                .clearInput()
                .addInput(convolution.getInput(0))
                .addInput(constant(norm.getOutput(0) + ".weight", scaled, weight.shape()))
                .addInput(constant(norm.getOutput(0) + ".bias", bias, Shape.of(bias.length)))
                .clearOutput()
                .addOutput(norm.getOutput(0))
                .build();
    }

    private String constant(String name, float[] elements, Shape shape) {
        values.put(name, Tensor.of(elements, shape.toArray()));
        known.add(name);
        return name;
    }

    /** {@code x · clip(x + 3, 0, 6) / 6}. */
    private NodeProto hardSwish(NodeProto division) {
        NodeProto product = sole("Mul", division.getInput(0));
        if (product == null || !is(6, division.getInput(1))) {
            return division;
        }
        for (int side = 0; side < 2; side++) {
            String x = product.getInput(side);
            NodeProto clip = sole("Clip", product.getInput(1 - side));
            NodeProto sum = clip == null || !isSix(clip) ? null : sole("Add", clip.getInput(0));
            if (sum != null && sum.getInput(0).equals(x) && is(3, sum.getInput(1))) {
                absorbed.addAll(List.of(product, clip, sum));
                return NodeProto.newBuilder()
                        .setOpType("HardSwish")
                        .addInput(x)
                        .addOutput(division.getOutput(0))
                        .build();
            }
        }
        return division;
    }

    private boolean isSix(NodeProto clip) {
        Attributes attributes = new Attributes(clip);
        return clip.getInputCount() == 3
                ? is(0, clip.getInput(1)) && is(6, clip.getInput(2))
                : attributes.number("min", -1) == 0 && attributes.number("max", -1) == 6;
    }

    private boolean is(float number, String name) {
        Tensor tensor = known.contains(name) ? values.get(name) : null;
        return tensor != null
                && tensor.type().elements() == 1
                && tensor.floats().get(0) == number;
    }
}
