package io.nacre.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Operations on values of known types, each after those it depends on.
 *
 * @param inputs what a run is given
 * @param outputs what a run returns; may be inputs, constants or aliases as well
 */
public record Graph(List<Value> inputs, List<Node> nodes, List<Value> outputs) {
    public Graph {
        inputs = List.copyOf(inputs);
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
    }

    public Graph withNodes(List<Node> replacement) {
        return new Graph(inputs, replacement, outputs);
    }

    /** How often each value's elements are read, by nodes or as an output, aliases counted with their root. */
    Map<Value, Integer> uses() {
        Map<Value, Integer> uses = new HashMap<>();
        for (Node node : nodes) {
            node.inputs().forEach(value -> uses.merge(value.root(), 1, Integer::sum));
        }
        outputs.forEach(value -> uses.merge(value.root(), 1, Integer::sum));
        return uses;
    }
}
