package io.nacre.backend.opencl.cl;

import java.util.Arrays;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_device_id;
import org.jocl.cl_mem;

/** A few bytes sent to a device and back, on a queue of their own. */
final class ClProbe {
    private static final int BYTES = 16;

    private ClProbe() {}

    /**
     * Whether a device still does what it is asked, in a context that a fault may have broken. One that lacks memory for the
     * question answers, too.
     */
    static boolean answers(cl_context context, cl_device_id device) {
        int status = ask(context, device);
        return status == CL.CL_SUCCESS
                || status == CL.CL_MEM_OBJECT_ALLOCATION_FAILURE
                || status == CL.CL_OUT_OF_HOST_MEMORY;
    }

    private static int ask(cl_context context, cl_device_id device) {
        int[] status = new int[1];
        cl_command_queue queue = ClCalls.clCreateCommandQueue(context, device, 0, status);
        if (status[0] != CL.CL_SUCCESS) {
            return status[0];
        }
        cl_mem memory = ClCalls.clCreateBuffer(context, CL.CL_MEM_READ_WRITE, BYTES, status);
        if (status[0] == CL.CL_SUCCESS) {
            status[0] = echo(queue, memory);
            ClHandle.released(ClCalls.clReleaseMemObject(memory), "buffer of a question");
        }
        ClHandle.released(ClCalls.clReleaseCommandQueue(queue), "queue of a question");
        return status[0];
    }

    private static int echo(cl_command_queue queue, cl_mem memory) {
        byte[] sent = new byte[BYTES];
        Arrays.fill(sent, (byte) 42);
        byte[] back = new byte[BYTES];
        int status = ClCalls.clEnqueueWriteBuffer(queue, memory, 0, BYTES, Pointer.to(sent));
        if (status == CL.CL_SUCCESS) {
            status = ClCalls.clEnqueueReadBuffer(queue, memory, 0, BYTES, Pointer.to(back));
        }
        return status == CL.CL_SUCCESS && !Arrays.equals(sent, back) ? CL.CL_DEVICE_NOT_AVAILABLE : status;
    }
}
