package io.nacre.model.onnx;

import io.nacre.model.Port;
import io.nacre.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * A file's graph, checked: every value is made once, before it is used, and is needed for an output.
 *
 * @param inputs what a run is given
 * @param outputs names of the values that are the results
 * @param nodes in an order in which they can be computed, those that make constants left out
 * @param constants the values that never change, by their names
 */
record OnnxGraph(List<Port> inputs, List<String> outputs, List<OnnxNode> nodes, Map<String, Tensor> constants) {
    OnnxGraph {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        nodes = List.copyOf(nodes);
        constants = Map.copyOf(constants);
    }

    /** How many numbers the weights hold together: integers, which describe shapes, do not count. */
    long parameters() {
        return constants.values().stream()
                .filter(tensor -> tensor.dataType().isFloat())
                .mapToLong(tensor -> tensor.type().elements())
                .sum();
    }
}
