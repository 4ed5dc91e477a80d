package io.nacre.graph;

import io.nacre.op.Op;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Computes constants on the host and remembers those that follow from the model's weights alone, so that every graph
 * made from one model shares one tensor for each: they are folded and uploaded once, whatever input sizes follow.
 * Thread-safe.
 *
 * <p>A result is remembered as long as somebody else holds it: a graph, a plan, or what is remembered to follow from it.
 * So sizes that come and go leave nothing behind, though results may follow from them and the weights together.
 */
public final class Folding {
    /** A computation and its operands, which are compared by identity. */
    private record Key(Object operation, List<Tensor> operands) {}

    private static final int FEW = 256;

    private final Map<Key, WeakReference<Tensor>> memo = new HashMap<>();
    /** The model's own tensors and what was remembered; tensors are equal only if they are the same. */
    private final Set<Tensor> lasting = Collections.newSetFromMap(new WeakHashMap<>());
    /** Size of {@link #memo} at which forgotten results are swept out. */
    private int full = FEW;

    /** Says that a tensor belongs to the model: what follows from such tensors alone is remembered. */
    public synchronized void keep(Tensor weight) {
        lasting.add(weight);
    }

    /** Whether a tensor is one of the model's own or follows from them alone. */
    synchronized boolean isLasting(Tensor tensor) {
        return lasting.contains(tensor);
    }

    private synchronized boolean allLast(List<Tensor> tensors) {
        for (Tensor tensor : tensors) {
            if (!lasting.contains(tensor)) {
                return false;
            }
        }
        return true;
    }

    /**
     * A computation on the host, remembered if all its operands last.
     *
     * @param operation a value with equality that, with the operands, determines the result: an op, a shape
     * @return what the computation gives: null if it cannot
     */
    public @Nullable Tensor remember(Object operation, List<Tensor> operands, Supplier<@Nullable Tensor> computation) {
        return allLast(operands) ? once(new Key(operation, operands), computation) : computation.get();
    }

    private synchronized @Nullable Tensor once(Key key, Supplier<@Nullable Tensor> computation) {
        WeakReference<Tensor> reference = memo.get(key);
        Tensor known = reference == null ? null : reference.get();
        if (known == null) {
            known = computation.get();
            if (known != null) {
                sweep();
                memo.put(key, new WeakReference<>(known));
                lasting.add(known);
            }
        }
        return known;
    }

    private void sweep() {
        if (memo.size() >= full) {
            memo.values().removeIf(reference -> reference.get() == null);
            full = Math.max(FEW, 2 * memo.size());
        }
    }

    /** How many results are remembered. */
    synchronized int size() {
        return memo.size();
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
