package io.nacre.plan;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.backend.Buffer;
import io.nacre.backend.Constants;
import io.nacre.backend.Kernel;
import io.nacre.backend.Packing;
import io.nacre.error.BackendException;
import io.nacre.error.ShapeException;
import io.nacre.error.UnsupportedException;
import io.nacre.graph.Folding;
import io.nacre.graph.Graph;
import io.nacre.graph.Node;
import io.nacre.graph.Value;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a graph into a plan: prepares a kernel for each node, uploads constants, plans memory. */
final class Compiler {
    private final Backend backend;
    private final Accuracy accuracy;
    private final Folding folding;
    private final ConstantPool lasting;
    private final Graph graph;
    private final Placement placement;
    private final ConstantPool own;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Kernel> kernels = new ArrayList<>();
    private final Map<Node, Set<Integer>> packed = new HashMap<>();

    /**
     * A compilation.
     *
     * @param lasting where constants go that follow from the weights alone; others belong to the plan
     */
    Compiler(Backend backend, Accuracy accuracy, Folding folding, ConstantPool lasting, Graph graph) {
        this.backend = backend;
        this.accuracy = accuracy;
        this.folding = folding;
        this.lasting = lasting;
        this.graph = graph;
        this.placement = new Placement(graph);
        this.own = new ConstantPool(backend);
    }

    /** The plan; if it cannot be made, nothing is left open. */
    Plan compile() {
        try {
            for (Node node : placement.nodes()) {
                if (node.outputs().stream().anyMatch(value -> value.type().elements() > 0)) {
                    nodes.add(node);
                    kernels.add(prepare(node));
                }
            }
            return plan();
        } catch (RuntimeException | Error e) {
            kernels.forEach(Kernel::close);
            own.close();
            throw e;
        }
    }

    private Kernel prepare(Node node) {
        Set<Integer> taken = new HashSet<>();
        packed.put(node, taken);
        Constants constants = new Constants() {
            @Override
            public boolean has(int input) {
                return node.inputs().get(input).isConstant();
            }

            @Override
            public Buffer packed(int input, Packing packing) {
                Tensor tensor = Objects.requireNonNull(node.inputs().get(input).constant());
                taken.add(input);
                try {
                    return pool(tensor).packed(tensor, packing);
                } catch (BackendException e) {
                    throw Failure.at(Failure.constant(input), e);
                }
            }
        };
        try {
            return backend.prepare(node.op(), node.inputTypes(), constants, accuracy);
        } catch (BackendException e) {
            throw Failure.at(Failure.step(node), e);
        } catch (UnsupportedException e) {
            throw new UnsupportedException(Failure.step(node) + ": " + e.getMessage());
        } catch (ArithmeticException e) {
            throw new ShapeException(Failure.step(node) + ": sizes overflow: " + node.inputTypes());
        }
    }

    private ConstantPool pool(Tensor tensor) {
        return folding.isLasting(tensor) ? lasting : own;
    }

    private Plan plan() {
        ArenaLayout layout = new ArenaLayout(placement);
        for (int i = 0; i < nodes.size(); i++) {
            for (Value value : nodes.get(i).inputs()) {
                if (!value.isConstant()) {
                    layout.touch(value, i);
                }
            }
            for (Value value : nodes.get(i).outputs()) {
                layout.touch(value, i);
            }
        }
        computed(graph.outputs()).forEach(value -> layout.touch(value, nodes.size()));
        List<Value> written = graph.inputs().stream().filter(layout::isTouched).toList();
        written.forEach(value -> layout.touch(value, -1));
        List<Integer> scratch = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            scratch.add(layout.scratch(kernels.get(i).scratchElements(), i));
        }
        layout.place();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            steps.add(step(nodes.get(i), kernels.get(i), layout, layout.scratchSlot(scratch.get(i))));
        }
        List<Location.@Nullable Slot> inputs = new ArrayList<>();
        graph.inputs().forEach(value -> inputs.add(written.contains(value) ? layout.slot(value) : null));
        List<Location.@Nullable Slot> outputs = new ArrayList<>();
        graph.outputs().forEach(value -> outputs.add(value.isConstant() ? null : layout.slot(value)));
        return new Plan(graph, backend, steps, layout.arenas(), inputs, outputs, own);
    }

    private Buffer upload(Node node, int input, Tensor constant) {
        try {
            return pool(constant).plain(constant);
        } catch (BackendException e) {
            throw Failure.at(Failure.step(node) + ": " + Failure.constant(input), e);
        }
    }

    private static List<Value> computed(List<Value> values) {
        return values.stream().filter(value -> !value.isConstant()).toList();
    }

    private Step step(Node node, Kernel kernel, ArenaLayout layout, Location.Slot scratch) {
        List<@Nullable Location> inputs = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            Tensor constant = node.inputs().get(i).constant();
            if (constant == null) {
                inputs.add(layout.slot(node.inputs().get(i)));
            } else if (Objects.requireNonNull(packed.get(node)).contains(i)) {
                inputs.add(null);
            } else {
                inputs.add(new Location.Fixed(upload(node, i, constant)));
            }
        }
        List<Location.Slot> outputs = new ArrayList<>();
        node.outputs().forEach(value -> outputs.add(layout.slot(value)));
        return new Step(node, kernel, inputs, outputs, kernel.scratchElements() == 0 ? null : scratch);
    }
}
