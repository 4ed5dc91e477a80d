package io.nacre.plan;

import io.nacre.error.BackendException;
import io.nacre.graph.Node;
import io.nacre.op.EpilogueOp;

/** Where a device failed, in words. Each part of a session puts its own place in front of the fault. */
final class Failure {
    private Failure() {}

    /** The failure with a place in front: {@code place: fault}. */
    static BackendException at(String place, BackendException fault) {
        return new BackendException(place + ": " + fault.getMessage(), fault);
    }

    /** {@code step 'conv1' (Convolution + relu)}. */
    static String step(Node node) {
        return "step '" + node.name() + "' (" + operation(node) + ")";
    }

    /** {@code weights (input 1)}. */
    static String constant(int input) {
        return "weights (input " + input + ")";
    }

    /** The kind of operation and what is fused into it. */
    static String operation(Node node) {
        return node.op() instanceof EpilogueOp op && !op.epilogue().stages().isEmpty()
                ? op.kind() + " + " + Describe.epilogue(op.epilogue())
                : Describe.operation(node.op());
    }
}
