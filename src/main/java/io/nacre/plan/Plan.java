package io.nacre.plan;

import io.nacre.backend.Backend;
import io.nacre.graph.Graph;
import io.nacre.graph.Value;
import io.nacre.tensor.DataType;
import io.nacre.tensor.TensorType;
import io.nacre.text.TextTable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model compiled for given input types on a backend: prepared kernels in order, and where every tensor lies. Immutable
 * and shared by all lanes; owned by its session.
 */
public final class Plan {
    private final Graph graph;
    private final Backend backend;
    private final List<Step> steps;
    private final List<TensorType> outputTypes;
    private final Map<DataType, Long> arena;
    private final long arenaBytes;
    private final List<String> inputNames;
    private final List<Location.@Nullable Slot> inputs;
    private final List<Location.@Nullable Slot> outputs;
    private final PlanConstants constants;

    Plan(
            Graph graph,
            Backend backend,
            List<Step> steps,
            Map<DataType, Long> arena,
            List<String> inputNames,
            List<Location.@Nullable Slot> inputs,
            List<Location.@Nullable Slot> outputs,
            PlanConstants constants) {
        this.graph = graph;
        this.backend = backend;
        this.steps = List.copyOf(steps);
        this.outputTypes = graph.outputs().stream().map(Value::type).toList();
        this.arena = Map.copyOf(arena);
        this.arenaBytes = arena.entrySet().stream()
                .mapToLong(entry -> entry.getValue() * entry.getKey().bytes())
                .sum();
        this.inputNames = inputNames;
        this.inputs = inputs;
        this.outputs = outputs;
        this.constants = constants;
    }

    /** The launches of a run, in order. */
    public List<Step> steps() {
        return steps;
    }

    /** The types of what a run returns. */
    public List<TensorType> outputTypes() {
        return outputTypes;
    }

    /** Floating-point operations of a run. */
    public long flops() {
        return steps.stream().mapToLong(Step::flops).sum();
    }

    /** Bytes of device memory that each lane needs for inputs, outputs and everything between. */
    public long arenaBytes() {
        return arenaBytes;
    }

    /** Bytes of device memory that its constants take; plans of a session share those that follow from the weights. */
    public long constantBytes() {
        return constants.bytes();
    }

    /** A table for people: one row a step, with its algorithm, types, place in memory, bytes and FLOPs. */
    public String describe() {
        TextTable table = new TextTable(">#", "step", "operation", "algorithm", "output", ">at", ">KiB", ">MFLOP");
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            table.row(
                    i,
                    step.name(),
                    step.operation(),
                    step.algorithm(),
                    step.output(),
                    step.outputs().get(0).offset(),
                    TextTable.decimal(step.bytes() / 1024.0, 1),
                    TextTable.decimal(step.flops() / 1e6, 2));
        }
        return table
                + String.format(
                        java.util.Locale.ROOT,
                        "%d steps on %s, %.2f MFLOP, arena %.1f KiB%n",
                        steps.size(),
                        backend.name(),
                        flops() / 1e6,
                        arenaBytes() / 1024.0);
    }

    Graph graph() {
        return graph;
    }

    Map<DataType, Long> arena() {
        return arena;
    }

    /** The model's inputs, for errors. */
    List<String> inputNames() {
        return inputNames;
    }

    /** Where each of the model's inputs is written; null for those that nothing reads, or only to know shapes. */
    List<Location.@Nullable Slot> inputs() {
        return inputs;
    }

    /** Where each output is read; null for constants. */
    List<Location.@Nullable Slot> outputs() {
        return outputs;
    }

    void close() {
        steps.forEach(step -> step.kernel().close());
        constants.close();
    }
}
