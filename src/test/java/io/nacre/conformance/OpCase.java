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
    private @Nullable List<Expected> expected;

    private OpCase(String name, Op op, List<Tensor> inputs, Set<Integer> constants, Layout layout, boolean exact) {
        this.name = name;
        this.op = op;
        this.inputs = List.copyOf(inputs);
        this.constants = Set.copyOf(constants);
        this.layout = layout;
        this.exact = exact;
    }

    /** A case with inputs of the run, each tensor in a buffer of its own. */
    static OpCase of(String name, Op op, List<Tensor> inputs) {
        return new OpCase(name, op, inputs, Set.of(), Layout.SEPARATE, false);
    }

    static OpCase of(String name, Op op, Tensor... inputs) {
        return of(name, op, List.of(inputs));
    }

    /** All inputs are small integers, so that sums have no rounding error. */
    OpCase exactly() {
        return new OpCase(name + " · integers", op, inputs, constants, layout, true);
    }

    /** Some inputs are known when the kernel is prepared. */
    OpCase withConstants(Set<Integer> known) {
        return new OpCase(name + " · constant " + known.stream().sorted().toList(), op, inputs, known, layout, exact);
    }

    /** All tensors share one buffer. */
    OpCase shared() {
        return new OpCase(name + " · shared", op, inputs, constants, Layout.SHARED, exact);
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

    /** The oracle's answer, computed once for all backends. */
    synchronized List<Expected> expected() {
        if (expected == null) {
            expected = Oracle.of(op, inputs, exact);
        }
        return expected;
    }

    @Override
    public String toString() {
        return name;
    }
}
