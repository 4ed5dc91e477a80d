package io.nacre.graph;

import io.nacre.op.Op;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Computes constants on the host and remembers those that follow from the model's weights alone, so that every graph
 * made from one model shares one tensor for each: they are folded and uploaded once, whatever input sizes follow.
 * Thread-safe.
 */
public final class Folding {
    /** A computation and its operands, which are compared by identity. */
    private record Key(Object operation, List<Tensor> operands) {}

    private final Map<Key, Tensor> memo = new HashMap<>();
    private final Set<Tensor> lasting = new HashSet<>();

    /** Says that a tensor belongs to the model: what follows from such tensors alone is remembered. */
    public synchronized void keep(Tensor weight) {
        lasting.add(weight);
    }

    /** Whether a tensor is one of the model's own or follows from them alone. */
    public synchronized boolean isLasting(Tensor tensor) {
        return lasting.contains(tensor);
    }

    /**
     * A computation on the host, remembered if all its operands last.
     *
     * @param operation a value with equality that, with the operands, determines the result: an op, a shape
     * @return what the computation gives: null if it cannot
     */
    public synchronized @Nullable Tensor remember(
            Object operation, List<Tensor> operands, Supplier<@Nullable Tensor> computation) {
        if (!lasting.containsAll(operands)) {
            return computation.get();
        }
        Key key = new Key(operation, operands);
        Tensor known = memo.get(key);
        if (known == null) {
            known = computation.get();
            if (known != null) {
                memo.put(key, known);
                lasting.add(known);
            }
        }
        return known;
    }

    /** The operation's result, or null if the host does not compute this operation. */
    @Nullable
    Tensor apply(Op op, List<Tensor> operands) {
        return remember(op, operands, () -> HostEvaluator.evaluate(op, operands));
    }

    Tensor reshape(Tensor tensor, Shape shape) {
        return Objects.requireNonNull(remember(shape, List.of(tensor), () -> tensor.reshape(shape)));
    }

    Tensor scalar(float number) {
        return Objects.requireNonNull(remember(number, List.of(), () -> Tensor.of(new float[] {number}, new int[0])));
    }
}
