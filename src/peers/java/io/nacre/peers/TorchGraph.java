package io.nacre.peers;

import io.nacre.error.UnsupportedException;
import io.nacre.model.onnx.schema.GraphProto;
import io.nacre.model.onnx.schema.ModelProto;
import io.nacre.model.onnx.schema.NodeProto;
import io.nacre.model.onnx.schema.TensorProto;
import io.nacre.model.onnx.schema.ValueInfoProto;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes an ONNX graph as TorchScript, for inputs of one size: shapes, and whatever follows from shapes and weights alone,
 * become constants. It takes care to write what a PyTorch user would: batch norms folded into the convolutions before
 * them, {@code hardswish} in one piece, activations in place where nobody else reads their input.
 */
final class TorchGraph {
    private final Map<String, Tensor> values;
    private final Set<String> known = new HashSet<>();
    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, Tensor> weights = new LinkedHashMap<>();
    private final Map<String, String> attributes = new HashMap<>();
    private final Map<String, Integer> readers = new HashMap<>();
    private final Set<String> fresh = new HashSet<>();
    private final StringBuilder body = new StringBuilder();
    private final int opset;

    private TorchGraph(int opset, Map<String, Tensor> values) {
        this.opset = opset;
        this.values = values;
    }

    /**
     * The network as TorchScript.
     *
     * @param values every value of the graph, see {@link OnnxRuntime#values}
     * @throws UnsupportedException if PyTorch has no operation for a node
     */
    static TorchScript translate(ModelProto model, Map<String, Tensor> values) {
        int opset = model.getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
                .mapToInt(set -> (int) set.getVersion())
                .findFirst()
                .orElse(1);
        return new TorchGraph(opset, values).translate(model.getGraph());
    }

    private TorchScript translate(GraphProto graph) {
        graph.getInitializerList().stream().map(TensorProto::getName).forEach(known::add);
        List<String> inputs =
                graph.getInputList().stream().map(ValueInfoProto::getName).toList();
        inputs.forEach(this::variable);
        List<NodeProto> nodes = new TorchRewriter(values, known).rewrite(withoutConstants(graph.getNodeList()), graph);
        nodes.forEach(node -> node.getInputList().forEach(name -> readers.merge(name, 1, Integer::sum)));
        graph.getOutputList().forEach(output -> readers.merge(output.getName(), 1, Integer::sum));
        for (NodeProto node : nodes) {
            String call = TorchOperators.call(new TorchNode(node, this));
            String results = node.getOutputList().stream()
                    .limit(TorchOperators.hasSeveralResults(node.getOpType()) ? node.getOutputCount() : 1)
                    .filter(name -> !name.isEmpty())
                    .map(this::variable)
                    .collect(Collectors.joining(", "));
            body.append("    ").append(results).append(" = ").append(call).append('\n');
            if (TorchOperators.isFresh(node.getOpType())) {
                fresh.add(node.getOutput(0));
            }
        }
        List<String> outputs =
                graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
        return new TorchScript(source(inputs, outputs), weights);
    }

    /** Leaves out the nodes whose results are known beforehand. */
    private List<NodeProto> withoutConstants(List<NodeProto> nodes) {
        List<NodeProto> left = new ArrayList<>();
        for (NodeProto node : nodes) {
            boolean constant = node.getOpType().equals("Constant")
                    || node.getOpType().equals("Shape")
                    || node.getOpType().equals("Size")
                    || (node.getInputCount() > 0
                            && node.getInputList().stream().allMatch(name -> name.isEmpty() || known.contains(name)));
            if (constant) {
                known.addAll(node.getOutputList());
            } else {
                left.add(node);
            }
        }
        return left;
    }

    private String source(List<String> inputs, List<String> outputs) {
        StringBuilder source = new StringBuilder("class Network(Module):\n  __parameters__ = []\n  __buffers__ = [");
        weights.keySet().forEach(name -> source.append('"').append(name).append("\", "));
        source.append("]\n  training : bool\n");
        weights.keySet().forEach(name -> source.append("  ").append(name).append(" : Tensor\n"));
        source.append("  def forward(self: __torch__.Network");
        inputs.forEach(input -> source.append(", ").append(variable(input)).append(": Tensor"));
        String types = outputs.stream().map(output -> "Tensor").collect(Collectors.joining(", "));
        source.append(outputs.size() == 1 ? ") -> Tensor:\n" : ") -> Tuple[" + types + "]:\n");
        String results = outputs.stream().map(this::variable).collect(Collectors.joining(", "));
        source.append(body).append("    return ").append(outputs.size() == 1 ? results : "(" + results + ")");
        return source.append('\n').toString();
    }

    int opset() {
        return opset;
    }

    boolean isKnown(String name) {
        return known.contains(name);
    }

    Tensor value(String name) {
        Tensor value = values.get(name);
        if (value == null) {
            throw new UnsupportedException("'" + name + "': is no tensor of float32, int32, int64 or bool");
        }
        return value;
    }

    /** What a value is called in the source: a variable, or an attribute if it is constant. */
    String operand(String name) {
        return known.contains(name) ? attribute(name, value(name)) : variable(name);
    }

    private String variable(String name) {
        return variables.computeIfAbsent(name, absent -> "v" + variables.size());
    }

    /** A constant under a shape of its own. */
    String attribute(String name, Tensor tensor) {
        if (tensor.dataType() != DataType.F32) {
            throw new UnsupportedException("'" + name + "': a constant operand of type " + tensor.type());
        }
        return "self."
                + attributes.computeIfAbsent(name + " " + tensor.shape(), absent -> {
                    String attribute = "w" + weights.size();
                    weights.put(attribute, tensor);
                    return attribute;
                });
    }

    String attribute(String name, Shape shape) {
        return attribute(name, value(name).reshape(shape));
    }

    /** Whether a value may be overwritten by its reader: the only one, of memory that is the value's alone. */
    boolean isOverwritable(String name) {
        return fresh.contains(name) && readers.getOrDefault(name, 0) == 1;
    }
}
