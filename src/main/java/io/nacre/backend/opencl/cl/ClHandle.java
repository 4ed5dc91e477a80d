package io.nacre.backend.opencl.cl;

import io.nacre.error.BackendException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.StampedLock;

/**
 * A native object with one owner. It is released once, however often it is closed, and never while a call is using it:
 * calls hold the context's gate for reading, a release holds it for writing.
 */
public abstract class ClHandle implements AutoCloseable {
    private static final AtomicLong LIVE = new AtomicLong();

    private final StampedLock gate;
    private volatile boolean closed;

    /** Counts the handle as alive; the last thing a constructor of the native object does. */
    ClHandle(StampedLock gate) {
        this.gate = gate;
        LIVE.incrementAndGet();
    }

    /** How many handles of this process were opened and not closed yet. */
    public static long live() {
        return LIVE.get();
    }

    final StampedLock gate() {
        return gate;
    }

    public final boolean isOpen() {
        return !closed;
    }

    /** Throws if the handle is closed; called with the gate held. */
    final void requireOpen() {
        if (closed) {
            throw new BackendException("OpenCL: " + this + " is used after it was closed");
        }
    }

    /** Gives the native object back. */
    abstract void release();

    @Override
    public void close() {
        long stamp = gate.writeLock();
        try {
            if (!closed) {
                closed = true;
                LIVE.decrementAndGet();
                release();
            }
        } finally {
            gate.unlockWrite(stamp);
        }
    }

    /** What the handle is, for messages. */
    @Override
    public abstract String toString();
}
