package io.nacre.lab;

import io.nacre.error.NacreException;
import io.nacre.op.Op;
import io.nacre.plan.Plan;
import io.nacre.plan.Step;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One operation that kernels are tried on: a layer, or a step of a model.
 *
 * @param name what the user calls it
 * @param operation its kind and what is fused into it: {@code Convolution + bias + relu}
 * @param op the operation, its epilogue included
 * @param inputs the types of all operands
 * @param constants the operands that are known beforehand, by number
 */
public record Target(String name, String operation, Op op, List<TensorType> inputs, Map<Integer, Tensor> constants) {
    public Target {
        inputs = List.copyOf(inputs);
        constants = Map.copyOf(constants);
    }

    /**
     * A step of a plan.
     *
     * @param name what the user calls the whole
     * @param wanted the name of the step or its number, counted from 0; empty for the only one
     * @throws NacreException if it is not clear which, naming those that there are
     */
    public static Target of(String name, Plan plan, String wanted) {
        List<Step> steps = plan.steps();
        List<Step> matches = steps.stream()
                .filter(step -> wanted.isEmpty()
                        || step.name().equals(wanted)
                        || wanted.equals(Integer.toString(steps.indexOf(step))))
                .toList();
        if (matches.size() != 1) {
            throw new NacreException(name + ": " + (wanted.isEmpty() ? "" : "'" + wanted + "' names ") + matches.size()
                    + " steps, the lab tries one: --step NAME or NUMBER of " + names(steps));
        }
        Step step = matches.get(0);
        return new Target(
                wanted.isEmpty() ? name : name + " step " + step.name(),
                step.operation(),
                step.op(),
                step.inputTypes(),
                step.constants());
    }

    /** All steps of a plan. */
    public static List<Target> all(String name, Plan plan) {
        return plan.steps().stream()
                .map(step -> new Target(
                        name + " step " + step.name(),
                        step.operation(),
                        step.op(),
                        step.inputTypes(),
                        step.constants()))
                .toList();
    }

    private static String names(List<Step> steps) {
        return steps.stream()
                .map(step -> steps.indexOf(step) + " " + step.name() + " (" + step.operation() + ")")
                .collect(Collectors.joining(", "));
    }

    /** The numbers of the operands that are known beforehand. */
    public Set<Integer> known() {
        return constants.keySet();
    }

    public List<TensorType> outputs() {
        return op.outputs(inputs);
    }

    public long flops() {
        return op.flops(inputs);
    }

    /** What a run has to read and write at least. */
    public long bytes() {
        return Stream.concat(inputs.stream(), outputs().stream())
                .mapToLong(TensorType::bytes)
                .sum();
    }

    /** Its name, operation and shapes, in one line. */
    @Override
    public String toString() {
        return name + ": " + operation + ", "
                + inputs.stream().map(TensorType::toString).collect(Collectors.joining(", ")) + " -> "
                + outputs().stream().map(TensorType::toString).collect(Collectors.joining(", "));
    }
}
