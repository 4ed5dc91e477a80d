package io.nacre.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is done to every graph before it is planned. */
public final class Passes {
    private Passes() {}

    /** The graph without dead nodes, with its recognised patterns replaced and its epilogues fused. */
    public static Graph simplify(Graph graph, Folding folding) {
        Graph live = dropDeadNodes(graph);
        Graph recognised = new HardSwishPattern(live).replace();
        return new EpilogueFusion(recognised, folding).fuse();
    }

    /**
     * The graph with the channels of its planes in blocks wherever that pays.
     *
     * @param block channels of a block, 1 for none
     * @param moving what moving an element into a block or out of it costs, in multiply-adds of a convolution
     */
    public static Graph layInBlocks(Graph graph, int block, double moving) {
        if (block == 1) {
            return graph;
        }
        Set<Node> blocked = new BlockRegions(graph, block, moving).find();
        return blocked.isEmpty() ? graph : new ChannelBlocks(block, blocked).apply(graph);
    }

    /** The graph without the nodes that no output depends on. */
    static Graph dropDeadNodes(Graph graph) {
        Set<Value> needed = new HashSet<>();
        graph.outputs().forEach(value -> needed.add(value.root()));
        Deque<Node> live = new ArrayDeque<>();
        List<Node> backwards = new ArrayList<>(graph.nodes());
        Collections.reverse(backwards);
        for (Node node : backwards) {
            if (!Collections.disjoint(node.outputs(), needed)) {
                node.inputs().forEach(value -> needed.add(value.root()));
                live.addFirst(node);
            }
        }
        return graph.withNodes(List.copyOf(live));
    }
}
