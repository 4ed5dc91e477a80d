package io.nacre.model.onnx;

import io.nacre.error.ModelException;
import io.nacre.model.onnx.schema.AttributeProto;
import io.nacre.model.onnx.schema.AttributeProto.AttributeType;
import io.nacre.model.onnx.schema.NodeProto;
import io.nacre.model.onnx.schema.TensorProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node as the file has it, its attributes read by type. Faults name the node. */
final class OnnxNode {
    private final String name;
    private final String operator;
    private final int opset;
    private final List<String> inputs;
    private final List<String> outputs;
    private final Map<String, AttributeProto> attributes = new HashMap<>();

    /** A node; {@code opset} is the version of its domain that the model asks for. */
    OnnxNode(NodeProto proto, int opset) {
        this.inputs = List.copyOf(proto.getInputList());
        this.outputs = List.copyOf(proto.getOutputList());
        this.opset = opset;
        String domain = proto.getDomain();
        this.operator = isDefault(domain) ? proto.getOpType() : domain + "." + proto.getOpType();
        String result =
                outputs.stream().filter(output -> !output.isEmpty()).findFirst().orElse("?");
        this.name = proto.getName().isEmpty() ? result : proto.getName();
        proto.getAttributeList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
    }

    /** Whether a domain is that of ONNX's own operators. */
    static boolean isDefault(String domain) {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }

    /** The node's name; that of its first result if it has none. */
    String name() {
        return name;
    }

    /** The operator's name, with its domain in front unless that is ONNX's own. */
    String operator() {
        return operator;
    }

    int opset() {
        return opset;
    }

    /** Names of values; an empty one stands for an input left out. */
    List<String> inputs() {
        return inputs;
    }

    /** Names of values; an empty one stands for an output left out. */
    List<String> outputs() {
        return outputs;
    }

    /** Whether an input is given at all. */
    boolean hasInput(int index) {
        return index < inputs.size() && !inputs.get(index).isEmpty();
    }

    /** The node for people: {@code 'conv1' Conv}. */
    String place() {
        return "'" + name + "' " + operator;
    }

    ModelException fault(String text) {
        return new ModelException(place() + ": " + text);
    }

    boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    /** An integer attribute, as an int. */
    int integer(String attribute, int absent) {
        AttributeProto found = find(attribute, AttributeType.INT);
        return found == null ? absent : narrow(found.getI(), attribute);
    }

    /** A 64-bit integer attribute; 0 if absent. */
    long whole(String attribute) {
        AttributeProto found = find(attribute, AttributeType.INT);
        return found == null ? 0 : found.getI();
    }

    /** An integer attribute that must be there. */
    int integer(String attribute) {
        if (!has(attribute)) {
            throw fault("attribute '" + attribute + "' is missing");
        }
        return integer(attribute, 0);
    }

    boolean flag(String attribute, boolean absent) {
        AttributeProto found = find(attribute, AttributeType.INT);
        return found == null ? absent : found.getI() != 0;
    }

    float real(String attribute, float absent) {
        AttributeProto found = find(attribute, AttributeType.FLOAT);
        return found == null ? absent : found.getF();
    }

    String text(String attribute, String absent) {
        AttributeProto found = find(attribute, AttributeType.STRING);
        return found == null ? absent : found.getS().toStringUtf8();
    }

    /** A list of integers; empty if absent. */
    List<Long> integers(String attribute) {
        AttributeProto found = find(attribute, AttributeType.INTS);
        return found == null ? List.of() : found.getIntsList();
    }

    /** A list of integers as ints; empty if absent. */
    int[] ints(String attribute) {
        return integers(attribute).stream()
                .mapToInt(number -> narrow(number, attribute))
                .toArray();
    }

    /** A list of numbers; empty if absent. */
    List<Float> reals(String attribute) {
        AttributeProto found = find(attribute, AttributeType.FLOATS);
        return found == null ? List.of() : found.getFloatsList();
    }

    @Nullable
    TensorProto tensor(String attribute) {
        AttributeProto found = find(attribute, AttributeType.TENSOR);
        return found == null ? null : found.getT();
    }

    /** A 64-bit number as an int. */
    int narrow(long number, String what) {
        if (number != (int) number) {
            throw fault("'" + what + "' holds " + number + ", beyond 32 bits");
        }
        return (int) number;
    }

    /** The attribute if it is there; it must be of the type, or of none, as in old files. */
    private @Nullable AttributeProto find(String attribute, AttributeType type) {
        AttributeProto found = attributes.get(attribute);
        if (found != null && found.getType() != AttributeType.UNDEFINED && found.getType() != type) {
            throw fault("attribute '" + attribute + "' is of type " + found.getType() + ", expected " + type);
        }
        return found;
    }

    @Override
    public String toString() {
        return place();
    }
}
