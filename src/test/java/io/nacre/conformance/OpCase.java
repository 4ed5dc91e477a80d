package io.nacre.conformance;

import io.nacre.op.Op;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One operation on given inputs. */
final class OpCase {
    /** Where tensors lie. */
    enum Layout {
        /** Each in a buffer of its own, from its start. */
        SEPARATE,
        /** All in one buffer, at odd offsets, with batch strides wider than dense where the operation allows it. */
        SHARED
    }

    private final String name;
    private final Op op;
    private final List<Tensor> inputs;
    private final Set<Integer> constants;
    private final Layout layout;
    private final boolean exact;
    private final Answer answer;

    /** The oracle's answer, computed once for all variants and backends. */
    private static final class Answer {
        private @Nullable List<Expected> expected;

        synchronized List<Expected> of(OpCase trial) {
            if (expected == null) {
                expected = Oracle.of(trial.op, trial.inputs, trial.exact);
            }
            return expected;
        }
    }

    private OpCase(
            String name,
            Op op,
            List<Tensor> inputs,
            Set<Integer> constants,
            Layout layout,
            boolean exact,
            Answer answer) {
        this.name = name;
        this.op = op;
        this.inputs = List.copyOf(inputs);
        this.constants = Set.copyOf(constants);
        this.layout = layout;
        this.exact = exact;
        this.answer = answer;
    }

    /** A case with inputs of the run, each tensor in a buffer of its own. */
    static OpCase of(String name, Op op, List<Tensor> inputs) {
        return new OpCase(name, op, inputs, Set.of(), Layout.SEPARATE, false, new Answer());
    }

    static OpCase of(String name, Op op, Tensor... inputs) {
        return of(name, op, List.of(inputs));
    }

    /** All inputs are small integers, so that sums have no rounding error. */
    OpCase exactly() {
        return new OpCase(name + " · integers", op, inputs, constants, layout, true, new Answer());
    }

    /** Some inputs are known when the kernel is prepared. */
    OpCase withConstants(Set<Integer> known) {
        return new OpCase(
                name + " · constant " + known.stream().sorted().toList(), op, inputs, known, layout, exact, answer);
    }

    /** All tensors share one buffer. */
    OpCase shared() {
        return new OpCase(name + " · shared", op, inputs, constants, Layout.SHARED, exact, answer);
    }

    String name() {
        return name;
    }

    Op op() {
        return op;
    }

    List<Tensor> inputs() {
        return inputs;
    }

    List<TensorType> types() {
        return inputs.stream().map(Tensor::type).toList();
    }

    Set<Integer> constants() {
        return constants;
    }

    Layout layout() {
        return layout;
    }

    /** What the oracle answers. */
    List<Expected> expected() {
        return answer.of(this);
    }

    /**
     * What the oracle answers, with bounds so many times as wide. If that is not 1, sums of integers have a rounding error
     * too, which depends on the sums and not on what an epilogue makes of them.
     */
    List<Expected> expected(double errorFactor) {
        if (errorFactor == 1) {
            return expected();
        }
        return Oracle.of(op, inputs, false).stream()
                .map(expected -> expected.widened(errorFactor))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
