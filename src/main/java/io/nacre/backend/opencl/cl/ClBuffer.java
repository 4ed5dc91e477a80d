package io.nacre.backend.opencl.cl;

import io.nacre.backend.Buffer;
import io.nacre.error.BackendException;
import io.nacre.tensor.DataType;
import org.jocl.CL;
import org.jocl.cl_mem;

/** Device memory. */
public final class ClBuffer extends ClHandle implements Buffer {
    private final ClContext context;
    private final cl_mem memory;
    private final DataType type;
    private final long elements;

    private ClBuffer(ClContext context, cl_mem memory, DataType type, long elements) {
        super(context.gate());
        this.context = context;
        this.memory = memory;
        this.type = type;
        this.elements = elements;
    }

    static ClBuffer allocate(ClContext context, DataType type, long elements) {
        if (!type.onDevice() || elements < 1) {
            throw new BackendException("OpenCL: a buffer of " + elements + " elements of type " + type
                    + " was asked for, at least 1 of F32 or I32 is possible");
        }
        long limit = context.device().largestBuffer();
        if (elements > limit / type.bytes()) {
            throw new BackendException("OpenCL: a buffer of " + elements + " elements of type " + type
                    + " was asked for, the largest that " + context.device() + " can have is " + limit + " bytes");
        }
        long bytes = elements * type.bytes();
        context.reserve(bytes);
        try {
            return new ClBuffer(context, create(context, bytes), type, elements);
        } catch (RuntimeException e) {
            context.unreserve(bytes);
            throw e;
        }
    }

    private static cl_mem create(ClContext context, long bytes) {
        int[] status = new int[1];
        long stamp = context.gate().enter();
        try {
            context.requireOpen();
            cl_mem memory = ClCalls.clCreateBuffer(context.handle(), CL.CL_MEM_READ_WRITE, bytes, status);
            context.check(status[0], "clCreateBuffer", "buffer of " + bytes + " bytes");
            return memory;
        } finally {
            context.gate().leave(stamp);
        }
    }

    @Override
    public DataType type() {
        return type;
    }

    @Override
    public long elements() {
        return elements;
    }

    /** Throws if the buffer is closed or of another context; called inside of the gate. */
    void requireUsable(ClContext by) {
        if (by != context) {
            throw new BackendException(
                    "OpenCL: " + this + " belongs to the " + context + ", not to the " + by + " that is to use it");
        }
        requireOpen();
    }

    cl_mem handle() {
        return memory;
    }

    @Override
    int release() {
        context.unreserve(elements * type.bytes());
        return ClCalls.clReleaseMemObject(memory);
    }

    @Override
    public String toString() {
        return "buffer of " + elements + " " + type;
    }
}
