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
import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.EnumMap;
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
        this.own = new ConstantPool(backend);
    }

    /** The plan; if it cannot be made, nothing is left open. */
    Plan compile() {
        try {
            for (Node node : graph.nodes()) {
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
                return pool(tensor).packed(tensor, packing);
            }
        };
        String place = "'" + node.name() + "' " + node.op().kind() + ": ";
        try {
            return backend.prepare(node.op(), node.inputTypes(), constants, accuracy);
        } catch (BackendException e) {
            throw new BackendException(place + e.getMessage(), e);
        } catch (UnsupportedException e) {
            throw new UnsupportedException(place + e.getMessage());
        } catch (ArithmeticException e) {
            throw new ShapeException(place + "sizes overflow: " + node.inputTypes());
        }
    }

    private ConstantPool pool(Tensor tensor) {
        return folding.isLasting(tensor) ? lasting : own;
    }

    private Plan plan() {
        Lives lives = new Lives();
        List<Location.@Nullable Slot> scratch = new ArrayList<>();
        graph.inputs().forEach(value -> lives.define(value, -1));
        for (int i = 0; i < nodes.size(); i++) {
            int step = i;
            nodes.get(i).inputs().forEach(value -> lives.use(value.root(), step));
            nodes.get(i).outputs().forEach(value -> lives.define(value, step));
        }
        graph.outputs().forEach(value -> lives.use(value.root(), nodes.size()));
        int[] scratchIndex = new int[nodes.size()];
        for (int i = 0; i < nodes.size(); i++) {
            long elements = kernels.get(i).scratchElements();
            scratchIndex[i] = elements == 0 ? -1 : lives.scratch(elements, i);
        }
        lives.place();
        for (int index : scratchIndex) {
            scratch.add(index < 0 ? null : lives.slot(DataType.F32, index));
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            steps.add(step(nodes.get(i), kernels.get(i), lives, scratch.get(i)));
        }
        return new Plan(graph, backend, steps, lives.arena, inputs(lives), outputs(lives), own);
    }

    private Step step(Node node, Kernel kernel, Lives lives, Location.@Nullable Slot scratch) {
        List<@Nullable Location> inputs = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            Value value = node.inputs().get(i);
            Tensor constant = value.constant();
            if (constant == null) {
                inputs.add(lives.location(value));
            } else if (Objects.requireNonNull(packed.get(node)).contains(i)) {
                inputs.add(null);
            } else {
                inputs.add(new Location.Fixed(pool(constant).plain(constant)));
            }
        }
        List<Location> outputs = new ArrayList<>();
        node.outputs().forEach(value -> outputs.add(lives.location(value)));
        return new Step(node, kernel, inputs, outputs, scratch);
    }

    /** Where inputs are written: null for those that nothing reads. */
    private List<Location.@Nullable Slot> inputs(Lives lives) {
        List<Location.@Nullable Slot> slots = new ArrayList<>();
        graph.inputs().forEach(value -> slots.add(lives.isUsed(value) ? lives.location(value) : null));
        return slots;
    }

    /** Where outputs are read: null for constants. */
    private List<Location.@Nullable Slot> outputs(Lives lives) {
        List<Location.@Nullable Slot> slots = new ArrayList<>();
        graph.outputs().forEach(value -> slots.add(value.isConstant() ? null : lives.location(value.root())));
        return slots;
    }

    /** The lives of all computed values, and then their slots in one arena a data type. */
    private static final class Lives {
        private final Map<DataType, List<MemoryPlanner.Life>> lives = new EnumMap<>(DataType.class);
        private final Map<Value, Integer> indices = new HashMap<>();
        private final Set<Value> used = new HashSet<>();
        private final Map<DataType, long[]> offsets = new EnumMap<>(DataType.class);
        final Map<DataType, Long> arena = new EnumMap<>(DataType.class);

        void define(Value value, int step) {
            if (value.type().type().onDevice()) {
                indices.put(
                        value,
                        add(
                                value.type().type(),
                                new MemoryPlanner.Life(value.type().elements(), step, step)));
            }
        }

        int scratch(long elements, int step) {
            return add(DataType.F32, new MemoryPlanner.Life(elements, step, step));
        }

        private int add(DataType type, MemoryPlanner.Life life) {
            List<MemoryPlanner.Life> list = lives.computeIfAbsent(type, any -> new ArrayList<>());
            list.add(life);
            return list.size() - 1;
        }

        void use(Value root, int step) {
            Integer index = indices.get(root);
            if (index != null) {
                used.add(root);
                List<MemoryPlanner.Life> list =
                        Objects.requireNonNull(lives.get(root.type().type()));
                MemoryPlanner.Life life = list.get(index);
                list.set(index, new MemoryPlanner.Life(life.elements(), life.first(), step));
            }
        }

        boolean isUsed(Value value) {
            return used.contains(value);
        }

        void place() {
            lives.forEach((type, list) -> {
                MemoryPlanner.Arena planned = MemoryPlanner.plan(list);
                offsets.put(type, planned.offsets());
                arena.put(type, planned.elements());
            });
        }

        Location.Slot slot(DataType type, int index) {
            return new Location.Slot(type, Objects.requireNonNull(offsets.get(type))[index]);
        }

        Location.Slot location(Value value) {
            Value root = value.root();
            return slot(root.type().type(), Objects.requireNonNull(indices.get(root)));
        }
    }
}
