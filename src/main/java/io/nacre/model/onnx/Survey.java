package io.nacre.model.onnx;

import io.nacre.error.ModelException;
import io.nacre.error.UnsupportedException;
import io.nacre.model.Port;
import io.nacre.model.onnx.schema.TensorShapeProto.Dimension;
import io.nacre.model.onnx.schema.TypeProto;
import io.nacre.model.onnx.schema.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a graph's nodes ask for, seen before anything is computed: which inputs shapes follow from, and all that is not
 * supported.
 */
final class Survey {
    private final List<ValueInfoProto> inputs;
    private final List<ValueInfoProto> outputs;
    private final List<OnnxNode> nodes;
    private final List<String> operators = new ArrayList<>();
    private final List<String> others = new ArrayList<>();

    /** A survey of nodes in the order they are computed. */
    Survey(List<ValueInfoProto> inputs, List<ValueInfoProto> outputs, List<OnnxNode> nodes) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.nodes = nodes;
    }

    /** Notes something that is not supported. */
    void add(String text) {
        others.add(text);
    }

    /** Notes it if an action finds something that is not supported. */
    void collect(Runnable action) {
        try {
            action.run();
        } catch (UnsupportedException e) {
            others.add(e.getMessage());
        }
    }

    /** The graph's inputs. */
    List<Port> ports() {
        Set<String> shaping = shaping();
        List<Port> ports = new ArrayList<>();
        for (ValueInfoProto input : inputs) {
            collect(() -> ports.add(port(input, shaping.contains(input.getName()))));
        }
        return ports;
    }

    /**
     * Ends the survey.
     *
     * @throws UnsupportedException naming everything that was found
     */
    void report() {
        Set<String> used = new HashSet<>();
        nodes.forEach(node -> used.addAll(node.inputs()));
        outputs.forEach(output -> used.add(output.getName()));
        Set<String> running = running();
        for (OnnxNode node : nodes) {
            String fault = Constants.isConstant(node) ? null : unsupported(node, used, running);
            if (fault != null) {
                operators.add("'" + node.name() + "' " + node.operator() + " (opset " + node.opset() + ")" + fault);
            }
        }
        outputs.stream()
                .filter(output -> output.getType().hasTensorType())
                .forEach(output -> collect(() -> type(output, "output '" + output.getName() + "'")));
        int count = operators.size();
        if (count > 0) {
            others.add(
                    0,
                    count + (count == 1 ? " operator is" : " operators are") + " not supported: "
                            + String.join(", ", operators));
        }
        if (!others.isEmpty()) {
            throw new UnsupportedException(String.join("; ", others));
        }
    }

    /** What of a node is not supported, to stand behind its name; null if all is. */
    private static @Nullable String unsupported(OnnxNode node, Set<String> used, Set<String> running) {
        Operator operator = Operators.find(node);
        if (operator == null) {
            return "";
        }
        for (int i = operator.results(); i < node.outputs().size(); i++) {
            if (used.contains(node.outputs().get(i)) && !node.outputs().get(i).isEmpty()) {
                return " with its result " + i + " ('" + node.outputs().get(i) + "') in use";
            }
        }
        if (operator.host() && node.inputs().stream().anyMatch(running::contains)) {
            return " at run time (shapes and constants only)";
        }
        String found = operator.check().unsupported(node);
        return found == null ? null : " with " + found;
    }

    /** The values that shapes follow from: what shape-determining operands are computed of. */
    private Set<String> shaping() {
        Set<String> shaping = new HashSet<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            OnnxNode node = nodes.get(i);
            Operator operator = Operators.find(node);
            boolean all = node.outputs().stream().anyMatch(shaping::contains);
            for (int k = 0; k < node.inputs().size(); k++) {
                boolean typed = operator != null && operator.typed().contains(k);
                boolean shapes = operator != null && operator.shaping().contains(k);
                if (shapes || (all && !typed)) {
                    shaping.add(node.inputs().get(k));
                }
            }
        }
        shaping.remove("");
        return shaping;
    }

    /** The values that follow from the elements of inputs that are known at run time only. */
    private Set<String> running() {
        Set<String> running =
                inputs.stream().map(ValueInfoProto::getName).collect(Collectors.toCollection(HashSet::new));
        running.removeAll(shaping());
        for (OnnxNode node : nodes) {
            Operator operator = Operators.find(node);
            for (int k = 0; k < node.inputs().size(); k++) {
                boolean typed = operator != null && operator.typed().contains(k);
                if (!typed && running.contains(node.inputs().get(k))) {
                    running.addAll(node.outputs());
                }
            }
        }
        running.remove("");
        return running;
    }

    private static Port port(ValueInfoProto input, boolean shaping) {
        ElementType type = type(input, "input '" + input.getName() + "'");
        TypeProto.Tensor tensor = input.getType().getTensorType();
        if (!tensor.hasShape()) {
            return new Port(input.getName(), type.type(), null, shaping);
        }
        List<Port.Extent> extents = new ArrayList<>();
        for (Dimension dimension : tensor.getShape().getDimList()) {
            long size = dimension.getDimValue();
            if (size > Integer.MAX_VALUE) {
                throw new ModelException("input '" + input.getName() + "': extent " + size + " is beyond 32 bits");
            }
            boolean fixed = dimension.hasDimValue() && size >= 0; // -1 is some exporters' word for free
            extents.add(fixed ? Port.Extent.fixed((int) size) : Port.Extent.free(dimension.getDimParam()));
        }
        return new Port(input.getName(), type.type(), extents, shaping);
    }

    /** The element type of an input or output, which must be one that tensors at run time have. */
    private static ElementType type(ValueInfoProto info, String place) {
        if (!info.getType().hasTensorType()) {
            if (info.getType().getValueCase() == TypeProto.ValueCase.VALUE_NOT_SET) {
                throw new ModelException(place + " has no type");
            }
            throw new UnsupportedException(place + " is no tensor");
        }
        int code = info.getType().getTensorType().getElemType();
        ElementType type = ElementType.of(code);
        if (type == ElementType.FLOAT
                || type == ElementType.INT64
                || type == ElementType.INT32
                || type == ElementType.BOOL) {
            return type;
        }
        if (code == 0) {
            throw new ModelException(place + " has no element type");
        }
        throw new UnsupportedException(
                place + " is of type " + ElementType.name(code) + "; FLOAT, INT32, INT64 and BOOL are supported");
    }
}
