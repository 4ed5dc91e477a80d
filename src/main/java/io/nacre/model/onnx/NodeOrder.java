package io.nacre.model.onnx;

import io.nacre.error.ModelException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Which node makes which value: brings nodes into an order in which they can be computed, and drops unneeded ones. */
final class NodeOrder {
    private final List<OnnxNode> nodes;
    /** The position of the node that makes a value. */
    private final Map<String, Integer> makers = new LinkedHashMap<>();

    /**
     * Nodes as a file has them.
     *
     * @param given names of the values that no node makes
     * @throws ModelException if a value is made twice or not at all
     */
    NodeOrder(List<OnnxNode> nodes, Set<String> given) {
        this.nodes = nodes;
        for (int i = 0; i < nodes.size(); i++) {
            for (String output : nodes.get(i).outputs()) {
                if (output.isEmpty()) {
                    continue;
                }
                Integer other = makers.putIfAbsent(output, i);
                if (other != null || given.contains(output)) {
                    throw nodes.get(i)
                            .fault("makes value '" + output + "', which "
                                    + (other == null ? "is an input or initializer" : nodes.get(other) + " makes")
                                    + " already");
                }
            }
        }
        for (OnnxNode node : nodes) {
            for (String input : node.inputs()) {
                if (!input.isEmpty() && !given.contains(input) && !makers.containsKey(input)) {
                    throw node.fault(
                            "needs value '" + input + "', which is no input, no initializer and no node's" + " result");
                }
            }
        }
    }

    boolean makes(String value) {
        return makers.containsKey(value);
    }

    /**
     * The nodes that the given values depend on, each after those it depends on itself, else in the file's order.
     *
     * @throws ModelException if nodes of the file, needed or not, depend on themselves
     */
    List<OnnxNode> needed(Collection<String> values) {
        Set<OnnxNode> needed = new HashSet<>();
        Set<String> wanted = new HashSet<>(values);
        List<OnnxNode> sorted = new ArrayList<>(sorted());
        Collections.reverse(sorted);
        for (OnnxNode node : sorted) {
            if (node.outputs().stream().anyMatch(wanted::contains)) {
                needed.add(node);
                wanted.addAll(node.inputs());
            }
        }
        Collections.reverse(sorted);
        return sorted.stream().filter(needed::contains).toList();
    }

    private List<OnnxNode> sorted() {
        int[] missing = new int[nodes.size()];
        Map<Integer, List<Integer>> users = new HashMap<>();
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int i = 0; i < missing.length; i++) {
            for (String input : nodes.get(i).inputs()) {
                Integer maker = input.isEmpty() ? null : makers.get(input);
                if (maker != null) {
                    missing[i]++;
                    users.computeIfAbsent(maker, key -> new ArrayList<>()).add(i);
                }
            }
            if (missing[i] == 0) {
                ready.add(i);
            }
        }
        List<OnnxNode> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            int next = ready.remove();
            sorted.add(nodes.get(next));
            for (int user : users.getOrDefault(next, List.of())) {
                if (--missing[user] == 0) {
                    ready.add(user);
                }
            }
        }
        if (sorted.size() < nodes.size()) {
            throw cycle(new HashSet<>(sorted));
        }
        return sorted;
    }

    /** Walks back from a node that never became ready until a node comes twice. */
    private ModelException cycle(Set<OnnxNode> sorted) {
        OnnxNode node = nodes.stream()
                .filter(candidate -> !sorted.contains(candidate))
                .findFirst()
                .orElseThrow();
        Set<OnnxNode> walked = new LinkedHashSet<>();
        while (walked.add(node)) {
            node = node.inputs().stream()
                    .map(makers::get)
                    .filter(maker -> maker != null && !sorted.contains(nodes.get(maker)))
                    .map(nodes::get)
                    .findFirst()
                    .orElseThrow();
        }
        List<OnnxNode> path = List.copyOf(walked);
        List<OnnxNode> cycle = path.subList(path.indexOf(node), path.size());
        int shown = Math.min(cycle.size(), 5);
        return new ModelException("nodes depend on themselves: a cycle of " + cycle.size() + ": "
                + cycle.subList(0, shown) + (shown < cycle.size() ? " and so on" : ""));
    }
}
