package io.nacre.backend.opencl.cl;

import io.nacre.backend.Queue;
import io.nacre.error.BackendException;
import io.nacre.tensor.DataType;
import java.util.concurrent.atomic.AtomicLong;
import org.jocl.CL;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;

/**
 * One device, opened: it makes buffers, queues and programs, and keeps the sum of all buffers within a budget of its
 * own, because drivers promise more memory than there is.
 */
public final class ClContext extends ClHandle {
    private final ClDevice device;
    /** Whether the device is a part of another one, made for this context. */
    private final boolean part;

    private final cl_context context;
    private final long budget;
    private final AtomicLong occupied = new AtomicLong();

    private ClContext(ClDevice device, boolean part, cl_context context, long budget) {
        super(new ClGate());
        this.device = device;
        this.part = part;
        this.context = context;
        this.budget = budget;
    }

    /**
     * Opens a device.
     *
     * @param units compute units to use at most; a CPU device has one a core, and can be divided
     * @param budget bytes that all buffers may occupy together
     */
    public static ClContext open(ClDevice device, int units, long budget) {
        ClDevice used = device.part(units);
        boolean part = used != device;
        cl_context_properties properties = new cl_context_properties();
        properties.addProperty(CL.CL_CONTEXT_PLATFORM, used.platformId());
        int[] status = new int[1];
        cl_context context = ClCalls.clCreateContext(properties, used.id(), status);
        if (status[0] != CL.CL_SUCCESS && part) {
            used.release();
        }
        ClStatus.check(status[0], "clCreateContext", "device " + device);
        return new ClContext(used, part, context, budget);
    }

    public ClDevice device() {
        return device;
    }

    /** Bytes that all buffers may occupy together. */
    public long budget() {
        return budget;
    }

    /** Bytes that all buffers occupy now. */
    public long occupied() {
        return occupied.get();
    }

    /** A buffer with undefined contents. */
    public ClBuffer allocate(DataType type, long elements) {
        return ClBuffer.allocate(this, type, elements);
    }

    public ClQueue newQueue(Queue.Mode mode) {
        return ClQueue.open(this, mode);
    }

    /** Compiles a program; {@code place} names its source in messages. */
    public ClProgram build(String place, String source, String options) {
        return ClProgram.build(this, place, source, options);
    }

    /**
     * A program out of what {@link ClProgram#stored} gave, on a device of the same name and driver. Drivers do not check the
     * bytes: others than those crash the process.
     *
     * @throws BackendException if the driver does not take it
     */
    public ClProgram load(String place, byte[] stored, String options) {
        return ClProgram.load(this, place, stored, options);
    }

    /** Takes bytes out of the budget, or says that it has none left. */
    void reserve(long bytes) {
        long now = occupied.addAndGet(bytes);
        if (now > budget) {
            occupied.addAndGet(-bytes);
            throw new BackendException("OpenCL: no room for a buffer of " + bytes + " bytes on " + device + ": "
                    + (now - bytes) + " of " + budget
                    + " bytes are taken (a larger budget: -Dnacre.opencl.budget=BYTES)");
        }
    }

    void unreserve(long bytes) {
        occupied.addAndGet(-bytes);
    }

    /**
     * Nothing, if a call went well. After one that did not, the device is asked whether it still answers: if it does, the
     * failure concerns that call alone; if not, every later call is told that the device is lost.
     */
    void check(int status, String call, Object subject) {
        if (status == CL.CL_SUCCESS) {
            return;
        }
        String fault = ClStatus.describe(status, call, subject);
        if (!ClProbe.answers(context, device.id())) {
            gate().lose(fault);
        }
        gate().requireDevice();
        throw new BackendException(fault + ClStatus.hint(status));
    }

    /** How many handles that belong to this context are open, at any time that it is asked. */
    public Number handles() {
        return gate().handles();
    }

    cl_context handle() {
        return context;
    }

    @Override
    int release() {
        int status = ClCalls.clReleaseContext(context);
        if (part) {
            device.release();
        }
        return status;
    }

    @Override
    public String toString() {
        return "context of " + device;
    }
}
