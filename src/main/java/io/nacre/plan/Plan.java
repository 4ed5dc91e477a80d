package io.nacre.plan;

import io.nacre.backend.Backend;
import io.nacre.backend.Roof;
import io.nacre.graph.Graph;
import io.nacre.graph.Value;
import io.nacre.tensor.DataType;
import io.nacre.tensor.TensorType;
import io.nacre.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

    /** Bytes that the steps of a run read and write. */
    public long bytes() {
        return steps.stream().mapToLong(Step::bytes).sum();
    }

    /** The largest {@link Step#errorFactor}. */
    public double errorFactor() {
        return steps.stream().mapToDouble(Step::errorFactor).max().orElse(1);
    }

    /** The seconds that a run's steps take at least, one after the other, on a device with such a roof. */
    public double seconds(Roof roof) {
        return steps.stream()
                .mapToDouble(step -> roof.seconds(step.flops(), step.bytes()))
                .sum();
    }

    /**
     * A table for people: one row a step, with its algorithm and why it was chosen, types, place in memory, bytes and FLOPs.
     */
    public String describe() {
        return table(Optional.empty()) + sum() + System.lineSeparator();
    }

    /** The same, with the least time that each step can take on a device with such a roof. */
    public String describe(Roof roof) {
        return table(Optional.of(roof))
                + String.format(
                        Locale.ROOT,
                        "%s; at %.1f GFLOP/s and %.1f GB/s at least %.3f ms%n",
                        sum(),
                        roof.flops() / 1e9,
                        roof.bytesPerSecond() / 1e9,
                        seconds(roof) * 1e3);
    }

    private String sum() {
        return String.format(
                Locale.ROOT,
                "%d steps on %s, %.2f MFLOP, %.1f KiB moved, arena %.1f KiB",
                steps.size(),
                backend.name(),
                flops() / 1e6,
                bytes() / 1024.0,
                arenaBytes() / 1024.0);
    }

    private TextTable table(Optional<Roof> roof) {
        List<String> headers = new ArrayList<>(
                List.of(">#", "step", "operation", "algorithm", "input", "output", ">at", ">KiB", ">MFLOP"));
        roof.ifPresent(limit -> headers.add(">us at the roof"));
        headers.add("why this algorithm");
        TextTable table = new TextTable(headers.toArray(String[]::new));
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            List<Object> cells = new ArrayList<>(List.of(
                    i,
                    step.name(),
                    step.operation(),
                    step.algorithm(),
                    step.input(),
                    step.output(),
                    step.outputs().get(0).offset(),
                    TextTable.decimal(step.bytes() / 1024.0, 1),
                    TextTable.decimal(step.flops() / 1e6, 2)));
            roof.ifPresent(limit -> cells.add(TextTable.decimal(limit.seconds(step.flops(), step.bytes()) * 1e6, 1)));
            cells.add(step.reason());
            table.row(cells.toArray());
        }
        return table;
    }

    String backendName() {
        return backend.name();
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
