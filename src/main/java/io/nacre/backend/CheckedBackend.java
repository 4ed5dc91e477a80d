package io.nacre.backend;

import io.nacre.error.BackendException;
import io.nacre.op.Op;
import io.nacre.tensor.DataType;
import io.nacre.tensor.TensorType;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A backend that watches another one, for tests: every buffer lies between guards, fresh memory, outputs and scratch
 * are poisoned with NaN, and after each launch everything that it was not to write must be as it was. Also checks what
 * kernels are bound to, and knows what is still open.
 *
 * <p>A fault throws a {@link BackendException} that names the operation, the operand and the position. Each launch is
 * waited for. A buffer must not be written by two queues at once.
 */
public final class CheckedBackend implements Backend {
    private final Backend inner;
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private @Nullable Queue transfers;

    /**
     * Watches a backend.
     *
     * @param inner closed together with this one
     */
    public CheckedBackend(Backend inner) {
        this.inner = inner;
    }

    Backend inner() {
        return inner;
    }

    /** What was made and not closed yet: buffers, queues, kernels and launches, sorted. */
    public List<String> open() {
        synchronized (open) {
            return open.stream().map(Object::toString).sorted().toList();
        }
    }

    void opened(Object handle) {
        synchronized (open) {
            open.add(handle);
        }
    }

    void closed(Object handle) {
        synchronized (open) {
            open.remove(handle);
        }
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Device device() {
        return inner.device();
    }

    @Override
    public List<String> algorithms() {
        return inner.algorithms();
    }

    @Override
    public Blocking blocking() {
        return inner.blocking();
    }

    @Override
    public int concurrency() {
        return inner.concurrency();
    }

    @Override
    public Roof roof() {
        return inner.roof();
    }

    @Override
    public Buffer allocate(DataType type, long elements) {
        if (elements < 1 || !type.onDevice()) {
            throw fault(name(), "is asked for a buffer of " + elements + " " + type + ", F32 or I32 and at least 1");
        }
        return new CheckedBuffer(this, type, elements);
    }

    @Override
    public Queue newQueue(Queue.Mode mode) {
        return new CheckedQueue(this, inner.newQueue(mode));
    }

    @Override
    public Kernel prepare(Op op, List<TensorType> inputs, Constants constants, Accuracy accuracy) {
        String place = name() + " " + op.kind();
        List<TensorType> outputs = op.outputs(inputs);
        CheckedConstants checked = new CheckedConstants(this, place, inputs, constants);
        Kernel kernel = inner.prepare(op, inputs, checked, accuracy);
        CheckedKernel.Signature signature =
                new CheckedKernel.Signature(place, op.batchStrided(), inputs, outputs, checked.seal());
        return new CheckedKernel(this, signature, kernel);
    }

    /** Runs transfers of the watcher's own, and waits for them. */
    synchronized void transfer(Consumer<Queue> work) {
        Queue queue = transfers;
        if (queue == null) {
            queue = inner.newQueue(Queue.Mode.PLAIN);
            transfers = queue;
        }
        work.accept(queue);
        queue.finish();
    }

    CheckedBuffer own(Buffer buffer, String place) {
        if (!(buffer instanceof CheckedBuffer checked) || !checked.isOf(this)) {
            throw fault(place, "uses a buffer of another backend");
        }
        checked.requireOpen(place);
        return checked;
    }

    CheckedQueue own(Queue queue, String place) {
        if (!(queue instanceof CheckedQueue checked) || !checked.isOf(this)) {
            throw fault(place, "uses a queue of another backend");
        }
        checked.requireOpen(place);
        return checked;
    }

    static BackendException fault(String place, String fault) {
        return new BackendException(place + ": " + fault);
    }

    @Override
    public void close() {
        List<String> left = open();
        if (transfers != null) {
            transfers.close();
            transfers = null;
        }
        inner.close();
        if (!left.isEmpty()) {
            synchronized (open) {
                open.clear();
            }
            throw fault(name(), "is closed with " + left.size() + " handles open: " + left);
        }
    }
}
