package io.nacre.plan;

import io.nacre.graph.Graph;
import io.nacre.graph.Node;
import io.nacre.graph.Value;
import io.nacre.op.Concat;
import io.nacre.op.Slice;
import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tensors lie inside others, so that joining and taking apart costs nothing: the parts of a concatenation are
 * written where the whole is read, and a slice is read where its source lies.
 *
 * <p>A part is either <em>contiguous</em> in the whole, or <em>strided</em>: contiguous sample by sample. A strided tensor
 * may only be touched by operations that walk sample by sample, under its own shape, and must have nothing inside itself.
 */
final class Placement {

    /**
     * A tensor inside another one.
     *
     * @param whole the tensor around it
     * @param offset where it begins, in elements
     * @param batchStride from one of its samples to the next, or {@link Location#DENSE}
     */
    record Part(Value whole, long offset, long batchStride) {}

    private final List<Node> nodes = new ArrayList<>();
    private final Map<Value, Part> parts = new HashMap<>();
    private final Map<Value, List<Node>> touching = new HashMap<>();
    /** Roots that must stay as they are: read or written by the host, or seen under another shape. */
    private final Set<Value> dense = new HashSet<>();
    /** Roots that have parts. */
    private final Set<Value> wholes = new HashSet<>();

    Placement(Graph graph) {
        graph.inputs().forEach(dense::add);
        graph.outputs().forEach(value -> dense.add(value.root()));
        for (Node node : graph.nodes()) {
            node.inputs().forEach(value -> touch(value, node));
            node.outputs().forEach(value -> touch(value, node));
        }
        for (Node node : graph.nodes()) {
            if (!(node.op() instanceof Concat concat && joins(concat, node))
                    && !(node.op() instanceof Slice slice && cuts(slice, node))) {
                nodes.add(node);
            }
        }
    }

    private void touch(Value value, Node node) {
        touching.computeIfAbsent(value.root(), any -> new ArrayList<>()).add(node);
        if (value.isAlias()) {
            dense.add(value.root());
        }
    }

    /** The nodes that still have work to do. */
    List<Node> nodes() {
        return nodes;
    }

    /** Where a root lies: in the outermost tensor around it, or in itself. */
    Part of(Value root) {
        Part part = parts.get(root);
        if (part == null) {
            return new Part(root, 0, Location.DENSE);
        }
        Part around = of(part.whole);
        return new Part(around.whole, around.offset + part.offset, part.batchStride);
    }

    private boolean joins(Concat concat, Node node) {
        Value whole = node.outputs().get(0);
        Shape shape = whole.type().shape();
        boolean contiguous = shape.elements(0, concat.axis()) == 1;
        Set<Value> distinct = new HashSet<>();
        for (Value value : node.inputs()) {
            Value root = value.root();
            boolean movable = !value.isConstant() && distinct.add(root) && !parts.containsKey(root);
            if (!movable || !(contiguous || (concat.axis() == 1 && mayBeStrided(root, node)))) {
                return false;
            }
        }
        long samples = contiguous ? 1 : shape.extent(0);
        long stride = contiguous ? Location.DENSE : shape.elements(1, shape.rank());
        long offset = 0;
        for (Value value : node.inputs()) {
            parts.put(value.root(), new Part(whole, offset, stride));
            offset += value.type().elements() / samples;
        }
        wholes.add(whole);
        return true;
    }

    private boolean cuts(Slice slice, Node node) {
        Value source = node.inputs().get(0);
        Value result = node.outputs().get(0);
        Shape from = source.type().shape();
        Shape to = result.type().shape();
        boolean whole = source.isConstant() || isStrided(source.root());
        if (whole || slice.steps().stream().anyMatch(step -> step != 1)) {
            return false;
        }
        int axis = 0; // the first one of which more than one element is taken
        while (axis < to.rank() - 1 && to.extent(axis) == 1) {
            axis++;
        }
        boolean contiguous = isFull(from, to, axis + 1);
        boolean strided = !contiguous && axis == 0 && isFull(from, to, 2) && mayBeStrided(result, node);
        if (!contiguous && !strided) {
            return false;
        }
        long offset = 0;
        long[] strides = from.strides();
        for (int i = 0; i < strides.length; i++) {
            offset += slice.starts().get(i) * strides[i];
        }
        parts.put(result, new Part(source.root(), offset, strided ? strides[0] : Location.DENSE));
        wholes.add(source.root());
        return true;
    }

    /** Whether a slice takes all of every axis from one on. */
    private static boolean isFull(Shape from, Shape to, int first) {
        for (int axis = first; axis < from.rank(); axis++) {
            if (from.extent(axis) != to.extent(axis)) {
                return false;
            }
        }
        return true;
    }

    private boolean isStrided(Value root) {
        return of(root).batchStride != Location.DENSE;
    }

    private boolean mayBeStrided(Value root, Node besides) {
        return !dense.contains(root)
                && !wholes.contains(root)
                && touching.getOrDefault(root, List.of()).stream()
                        .allMatch(node -> node.equals(besides) || walksSamples(node, root));
    }

    /** Whether a node takes the tensor sample by sample wherever it stands among its operands. */
    private static boolean walksSamples(Node node, Value root) {
        for (int i = 0; i < node.inputs().size(); i++) {
            if (node.inputs().get(i).equals(root) && !node.op().batchStrided(i)) {
                return false;
            }
        }
        return node.op().batchStrided();
    }
}
