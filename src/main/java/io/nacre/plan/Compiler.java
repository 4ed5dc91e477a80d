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
import io.nacre.graph.Graph;
import io.nacre.graph.Node;
import io.nacre.graph.Value;
import io.nacre.model.Port;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a graph into a plan: prepares a kernel for each node, uploads constants, plans memory. */
final class Compiler {
    private final Backend backend;
    private final Accuracy accuracy;
    private final List<Port> ports;
    private final Graph graph;
    private final Placement placement;
    private final PlanConstants constants;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Set<Integer>> packed = new ArrayList<>();
    private @Nullable Kernel[] kernels = {};

    /**
     * A compilation.
     *
     * @param pool where constants are uploaded
     * @param ports the model's inputs: the graph has those from which no shapes follow
     */
    Compiler(Backend backend, Accuracy accuracy, ConstantPool pool, List<Port> ports, Graph graph) {
        this.backend = backend;
        this.accuracy = accuracy;
        this.ports = ports;
        this.graph = graph;
        this.placement = new Placement(graph);
        this.constants = new PlanConstants(pool);
    }

    /** The plan; if it cannot be made, nothing is left open. */
    Plan compile() {
        try {
            for (Node node : placement.nodes()) {
                if (node.outputs().stream().anyMatch(value -> value.type().elements() > 0)) {
                    nodes.add(node);
                    packed.add(new HashSet<>());
                }
            }
            kernels = new Kernel[nodes.size()];
            InParallel.each(nodes.size(), backend.preparers(), i -> kernels[i] = prepare(nodes.get(i), packed.get(i)));
            return plan();
        } catch (RuntimeException | Error e) {
            Stream.of(kernels).filter(Objects::nonNull).forEach(Kernel::close);
            constants.close();
            throw e;
        }
    }

    private Kernel prepare(Node node, Set<Integer> taken) {
        Constants operands = new Constants() {
            @Override
            public boolean has(int input) {
                return node.inputs().get(input).isConstant();
            }

            @Override
            public Buffer packed(int input, Packing packing) {
                Tensor tensor = Objects.requireNonNull(node.inputs().get(input).constant());
                taken.add(input);
                try {
                    return constants.buffer(tensor, packing);
                } catch (BackendException e) {
                    throw Failure.at(Failure.constant(input), e);
                }
            }
        };
        try {
            return backend.prepare(node.op(), node.inputTypes(), operands, accuracy);
        } catch (BackendException e) {
            throw Failure.at(Failure.step(node), e);
        } catch (UnsupportedException e) {
            throw new UnsupportedException(Failure.step(node) + ": " + e.getMessage());
        } catch (ArithmeticException e) {
            throw new ShapeException(Failure.step(node) + ": sizes overflow: " + node.inputTypes());
        }
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
        List<@Nullable Integer> scratch = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            long elements = kernel(i).scratchElements();
            scratch.add(elements == 0 ? null : layout.scratch(elements, i));
        }
        layout.place();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Integer number = scratch.get(i);
            steps.add(step(i, layout, number == null ? null : layout.scratchSlot(number)));
        }
        List<Location.@Nullable Slot> outputs = new ArrayList<>();
        graph.outputs().forEach(value -> outputs.add(value.isConstant() ? null : layout.slot(value)));
        return new Plan(
                graph,
                backend,
                steps,
                layout.arenas(),
                ports.stream().map(Port::name).toList(),
                inputs(layout, written),
                outputs,
                constants);
    }

    private List<Location.@Nullable Slot> inputs(ArenaLayout layout, List<Value> written) {
        List<Location.@Nullable Slot> slots = new ArrayList<>();
        Iterator<Value> values = graph.inputs().iterator();
        for (Port port : ports) {
            Value value = port.shaping() ? null : values.next();
            slots.add(value != null && written.contains(value) ? layout.slot(value) : null);
        }
        return slots;
    }

    private Buffer upload(Node node, int input, Tensor constant) {
        try {
            return constants.buffer(constant, null);
        } catch (BackendException e) {
            throw Failure.at(Failure.step(node) + ": " + Failure.constant(input), e);
        }
    }

    private static List<Value> computed(List<Value> values) {
        return values.stream().filter(value -> !value.isConstant()).toList();
    }

    private Kernel kernel(int index) {
        return Objects.requireNonNull(kernels[index]);
    }

    private Step step(int index, ArenaLayout layout, Location.@Nullable Slot scratch) {
        Node node = nodes.get(index);
        List<@Nullable Location> inputs = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            Tensor constant = node.inputs().get(i).constant();
            if (constant == null) {
                inputs.add(layout.slot(node.inputs().get(i)));
            } else if (packed.get(index).contains(i)) {
                inputs.add(null);
            } else {
                inputs.add(new Location.Fixed(upload(node, i, constant)));
            }
        }
        List<Location.Slot> outputs = new ArrayList<>();
        node.outputs().forEach(value -> outputs.add(layout.slot(value)));
        return new Step(node, kernel(index), inputs, outputs, scratch);
    }
}
