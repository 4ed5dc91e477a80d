package io.nacre.peers;

import io.nacre.error.UnsupportedException;
import io.nacre.model.onnx.schema.NodeProto;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.List;

/** A node that is being written as TorchScript. */
record TorchNode(NodeProto proto, TorchGraph graph) {

    Attributes attributes() {
        return new Attributes(proto);
    }

    int opset() {
        return graph.opset();
    }

    boolean has(int input) {
        return input < proto.getInputCount() && !proto.getInput(input).isEmpty();
    }

    String name(int input) {
        return proto.getInput(input);
    }

    /** An operand as an expression; {@code None} if it is left out. */
    String operand(int input) {
        return has(input) ? graph.operand(name(input)) : "None";
    }

    /** An operand as a literal if it is one known number. */
    String number(int input) {
        boolean single = graph.isKnown(name(input)) && shape(input).elements() == 1;
        return single ? Float.toString(constant(input).floats().get(0)) : operand(input);
    }

    /** A weight, reshaped. */
    String weight(int input, Shape shape) {
        constant(input);
        return graph.attribute(name(input), shape);
    }

    /** The elements of an operand, which must follow from shapes and weights. */
    Tensor constant(int input) {
        if (!graph.isKnown(name(input))) {
            throw unsupported("input '" + name(input) + "' is not constant");
        }
        return graph.value(name(input));
    }

    Shape shape(int input) {
        return graph.value(name(input)).shape();
    }

    Shape output() {
        return output(0);
    }

    Shape output(int index) {
        return graph.value(proto.getOutput(index)).shape();
    }

    boolean hasSecondOutput() {
        return proto.getOutputCount() > 1 && !proto.getOutput(1).isEmpty();
    }

    /** The function's name in place if the first input may be overwritten: {@code relu_}. */
    String inPlace(String function) {
        return graph.isOverwritable(name(0)) ? function + "_" : function;
    }

    String call(String function, Object... arguments) {
        return "torch." + function + "("
                + String.join(
                        ", ", List.of(arguments).stream().map(String::valueOf).toList()) + ")";
    }

    UnsupportedException unsupported(String reason) {
        return new UnsupportedException(proto.getOpType() + " '" + proto.getOutput(0) + "': " + reason);
    }
}
