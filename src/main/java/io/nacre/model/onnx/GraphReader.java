package io.nacre.model.onnx;

import io.nacre.error.ModelException;
import io.nacre.error.UnsupportedException;
import io.nacre.model.Port;
import io.nacre.model.onnx.schema.GraphProto;
import io.nacre.model.onnx.schema.ModelProto;
import io.nacre.model.onnx.schema.NodeProto;
import io.nacre.model.onnx.schema.OperatorSetIdProto;
import io.nacre.model.onnx.schema.TensorProto;
import io.nacre.model.onnx.schema.ValueInfoProto;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks a file's graph and reads its constants. */
final class GraphReader {
    static final int OLDEST_OPSET = 6;

    private final ModelProto model;
    private final GraphProto graph;
    private final TensorReader tensors;
    private final Map<String, TensorProto> initializers = new LinkedHashMap<>();

    private GraphReader(ModelProto model, TensorReader tensors) {
        this.model = model;
        this.graph = model.getGraph();
        this.tensors = tensors;
    }

    /**
     * The model's graph.
     *
     * @throws ModelException if the file contradicts itself
     * @throws UnsupportedException naming everything in it that is not supported
     */
    static OnnxGraph read(ModelProto model, TensorReader tensors) {
        if (!model.hasGraph()) {
            throw new ModelException("holds no graph; is it an ONNX file?");
        }
        return new GraphReader(model, tensors).read();
    }

    private OnnxGraph read() {
        graph.getInitializerList().forEach(tensor -> initializers.put(tensor.getName(), tensor));
        List<ValueInfoProto> inputs = inputs();
        Set<String> given = new HashSet<>(initializers.keySet());
        given.addAll(sparse());
        inputs.forEach(input -> given.add(input.getName()));
        NodeOrder order = new NodeOrder(nodes(), given);
        List<String> outputs = outputs(order, given);
        List<OnnxNode> nodes = order.needed(outputs);

        Survey survey = new Survey(inputs, graph.getOutputList(), nodes);
        Map<String, Tensor> constants = constants(nodes, outputs, survey);
        List<Port> ports = survey.ports();
        survey.report();
        return new OnnxGraph(
                ports,
                outputs,
                nodes.stream().filter(node -> !Constants.isConstant(node)).toList(),
                constants);
    }

    private List<String> sparse() {
        return graph.getSparseInitializerList().stream()
                .map(sparse -> sparse.getValues().getName())
                .toList();
    }

    private List<OnnxNode> nodes() {
        Map<String, Long> opsets = new HashMap<>();
        for (OperatorSetIdProto opset : model.getOpsetImportList()) {
            opsets.put(OnnxNode.isDefault(opset.getDomain()) ? "" : opset.getDomain(), opset.getVersion());
        }
        long version = opsets.getOrDefault("", 1L);
        if (version < OLDEST_OPSET || version > Integer.MAX_VALUE) {
            throw new UnsupportedException("opset " + version + " is not supported, opsets from " + OLDEST_OPSET
                    + " on are; onnx.version_converter can bring the file up to date");
        }
        List<OnnxNode> nodes = new ArrayList<>();
        for (NodeProto node : graph.getNodeList()) {
            String domain = OnnxNode.isDefault(node.getDomain()) ? "" : node.getDomain();
            nodes.add(new OnnxNode(node, (int) Math.min(opsets.getOrDefault(domain, 1L), Integer.MAX_VALUE)));
        }
        return nodes;
    }

    /** The graph's inputs without those that initializers give a value. */
    private List<ValueInfoProto> inputs() {
        List<ValueInfoProto> inputs = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ValueInfoProto input : graph.getInputList()) {
            if (!names.add(input.getName()) || input.getName().isEmpty()) {
                throw new ModelException("input '" + input.getName() + "' comes twice or has no name");
            }
            if (!initializers.containsKey(input.getName())) {
                inputs.add(input);
            }
        }
        return inputs;
    }

    private List<String> outputs(NodeOrder order, Set<String> given) {
        Set<String> names = new HashSet<>();
        for (ValueInfoProto output : graph.getOutputList()) {
            String name = output.getName();
            if (!names.add(name)) {
                throw new ModelException("output '" + name + "' comes twice");
            }
            if (!order.makes(name) && !given.contains(name)) {
                throw new ModelException(
                        "output '" + name + "' is no node's result, no input and no initializer of the graph");
            }
        }
        if (names.isEmpty()) {
            throw new ModelException("the graph has no outputs");
        }
        return graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
    }

    /** Initializers and results of Constant nodes that are needed; all are checked. */
    private Map<String, Tensor> constants(List<OnnxNode> nodes, List<String> outputs, Survey survey) {
        Set<String> used = new HashSet<>(outputs);
        nodes.forEach(node -> used.addAll(node.inputs()));
        Map<String, Tensor> constants = new HashMap<>();
        graph.getInitializerList().forEach(tensors::check);
        initializers.forEach((name, initializer) -> {
            if (used.contains(name)) {
                survey.collect(() -> constants.put(name, tensors.read(initializer)));
            }
        });
        for (String sparse : sparse()) {
            if (used.contains(sparse)) {
                survey.add("initializer '" + sparse + "' is sparse");
            }
        }
        for (OnnxNode node : nodes) {
            if (Constants.isConstant(node)) {
                survey.collect(() -> constants.put(node.outputs().get(0), Constants.read(node, tensors)));
            }
        }
        return constants;
    }
}
