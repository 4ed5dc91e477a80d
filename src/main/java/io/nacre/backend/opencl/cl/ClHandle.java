package io.nacre.backend.opencl.cl;

import io.nacre.error.BackendException;
import java.util.concurrent.atomic.AtomicLong;
import org.jocl.CL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A native object with one owner. It is released once, however often it is closed, and never while a call is using it:
 * calls are inside of the context's gate, a release locks it.
 */
public abstract class ClHandle implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClHandle.class);
    private static final AtomicLong LIVE = new AtomicLong();

    private final ClGate gate;
    private volatile boolean closed;

    /** Counts the handle as alive; the last thing a constructor of the native object does. */
    ClHandle(ClGate gate) {
        this.gate = gate;
        gate.opened();
        LIVE.incrementAndGet();
    }

    /** How many handles of this process were opened and not closed yet. */
    public static long live() {
        return LIVE.get();
    }

    final ClGate gate() {
        return gate;
    }

    public final boolean isOpen() {
        return !closed;
    }

    /** Throws if the handle is closed or its device lost; called inside of the gate. */
    final void requireOpen() {
        if (closed) {
            throw new BackendException("OpenCL: " + this + " is used after it was closed");
        }
        gate.requireDevice();
    }

    /**
     * Gives the native object back.
     *
     * @return OpenCL's status
     */
    abstract int release();

    /** Never throws: what the driver does not take back is told in the log, as no caller could do better. */
    @Override
    public void close() {
        long stamp = gate.lock();
        try {
            if (!closed) {
                closed = true;
                gate.closed();
                LIVE.decrementAndGet();
                released(release(), this);
            }
        } finally {
            gate.unlock(stamp);
        }
    }

    /** Tells of a native object that was not released. */
    static void released(int status, Object what) {
        if (status != CL.CL_SUCCESS) {
            LOG.warn("OpenCL: the driver does not release the {}: {}", what, ClStatus.name(status));
        }
    }

    /** What the handle is, for messages. */
    @Override
    public abstract String toString();
}
