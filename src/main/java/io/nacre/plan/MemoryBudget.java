package io.nacre.plan;

import io.nacre.backend.Backend;
import io.nacre.backend.Buffer;
import io.nacre.error.BackendException;
import io.nacre.tensor.DataType;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the device memory of a session within its budget: every buffer is allocated and given back here. Thread-safe.
 *
 * <p>A buffer for which there is no room is refused by {@link Exceeded}. Nobody waits for room: the caller gives back all
 * it has, and tries again when nobody else is at work, with a way to {@linkplain #reclaimBy reclaim} what others left.
 */
final class MemoryBudget {

    /** What a buffer is for. */
    enum Purpose {
        CONSTANT,
        ARENA
    }

    /** There is no room at the moment. Part of the ordinary course of events, so it carries no stack trace. */
    static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Exceeded() {
            super("no room", null, false, false);
        }
    }

    private final Backend backend;
    private final long bytes;
    private final long[] held = new long[Purpose.values().length];
    private long peak;
    private @Nullable BooleanSupplier reclaim;

    MemoryBudget(Backend backend, long bytes) {
        this.backend = backend;
        this.bytes = bytes;
    }

    /**
     * Says what to do when there is no room; what does not fit even then is refused for good.
     *
     * @param action gives some memory back, and answers false if there was none to give; null for nothing
     */
    synchronized void reclaimBy(@Nullable BooleanSupplier action) {
        reclaim = action;
    }

    /** A buffer with undefined contents. */
    Buffer allocate(Purpose purpose, DataType type, long elements) {
        long size = elements * type.bytes();
        reserve(purpose, size);
        try {
            return backend.allocate(type, elements);
        } catch (RuntimeException | Error e) {
            unreserve(purpose, size);
            throw e;
        }
    }

    /** Closes a buffer; called once for each. */
    void release(Purpose purpose, Buffer buffer) {
        try {
            buffer.close();
        } finally {
            unreserve(purpose, buffer.elements() * buffer.type().bytes());
        }
    }

    /** Makes sure that there is room for so many bytes more, now; they are not kept free. */
    synchronized void require(long size) {
        BooleanSupplier action = reclaim;
        while (held() + size > bytes) {
            if (action == null) {
                throw new Exceeded();
            }
            if (!action.getAsBoolean()) {
                throw new BackendException("a run needs at least " + (held() + size)
                        + " bytes of device memory, the session's budget is " + bytes
                        + " (SessionOptions.withMemoryBudget sets another)");
            }
        }
    }

    private synchronized void reserve(Purpose purpose, long size) {
        require(size);
        held[purpose.ordinal()] += size;
        peak = Math.max(peak, held());
    }

    private synchronized void unreserve(Purpose purpose, long size) {
        held[purpose.ordinal()] -= size;
    }

    private synchronized long held() {
        return held[0] + held[1];
    }

    synchronized MemoryUse use() {
        return new MemoryUse(held[Purpose.CONSTANT.ordinal()], held[Purpose.ARENA.ordinal()], peak, bytes);
    }
}
