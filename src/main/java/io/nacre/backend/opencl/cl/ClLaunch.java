package io.nacre.backend.opencl.cl;

import io.nacre.error.BackendException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;
import org.jocl.cl_kernel;
import org.jspecify.annotations.Nullable;

/** A kernel object of its own with all arguments set and its sizes fixed: no other launch shares it. */
public final class ClLaunch extends ClHandle {
    private final ClProgram program;
    private final String name;
    private final cl_kernel kernel;
    private final ClBuffer[] buffers;
    private final long[] global;
    private final long[] local;

    private ClLaunch(
            ClProgram program, String name, cl_kernel kernel, ClBuffer[] buffers, long[] global, long[] local) {
        super(program.gate());
        this.program = program;
        this.name = name;
        this.kernel = kernel;
        this.buffers = buffers;
        this.global = global;
        this.local = local;
    }

    /**
     * Makes a kernel object and sets its arguments.
     *
     * @param arguments by the names of the kernel's parameters; those it does not name are left out
     * @param global work-items along one to three dimensions, each at least 1; rounded up to whole work-groups
     * @param local work-items of a work-group
     * @param places where the kernel's parameters stand, for messages
     */
    public static ClLaunch bind(
            ClProgram program,
            String kernel,
            Map<String, ClArgument> arguments,
            long[] global,
            long[] local,
            UnaryOperator<String> places) {
        List<ClProgram.Parameter> parameters = program.parameters(kernel);
        ClArgument[] values = new ClArgument[parameters.size()];
        List<ClBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            ClArgument value = argument(places, kernel, parameters.get(i), arguments);
            values[i] = value;
            if (value.buffer() != null) {
                buffers.add(value.buffer());
            }
        }
        requireSizes(program, kernel, global, local);
        long[] rounded = new long[global.length];
        Arrays.setAll(rounded, i -> Math.multiplyExact((global[i] - 1) / local[i] + 1, local[i]));
        long stamp = program.gate().enter();
        try {
            cl_kernel created = program.newKernel(kernel);
            try {
                for (int i = 0; i < values.length; i++) {
                    set(
                            program,
                            created,
                            i,
                            values[i],
                            kernel + "(" + parameters.get(i).name() + ")");
                }
                requireResources(program, kernel, created, local);
                ClBuffer[] used = buffers.toArray(ClBuffer[]::new);
                return new ClLaunch(program, kernel, created, used, rounded, local.clone());
            } catch (RuntimeException e) {
                released(ClCalls.clReleaseKernel(created), "kernel '" + kernel + "' of " + program);
                throw e;
            }
        } finally {
            program.gate().leave(stamp);
        }
    }

    private static ClArgument argument(
            UnaryOperator<String> places,
            String kernel,
            ClProgram.Parameter parameter,
            Map<String, ClArgument> arguments) {
        String place = places.apply(parameter.name()) + ": parameter '" + parameter.name() + "' of kernel '" + kernel;
        ClArgument value = arguments.get(parameter.name());
        if (value == null) {
            throw new BackendException(place + "' is not among "
                    + arguments.keySet().stream().sorted().toList());
        }
        boolean fits =
                parameter.memory() ? value.buffer() != null : value.type().equals(parameter.type());
        if (!fits) {
            throw new BackendException(place + "' is declared as " + parameter.type() + ", expected " + value.type());
        }
        return value;
    }

    /** Called inside of the gate. */
    private static void set(ClProgram program, cl_kernel kernel, int index, ClArgument value, String subject) {
        ClBuffer buffer = value.buffer();
        int status;
        if (buffer == null) {
            status = ClCalls.clSetKernelArg(kernel, index, value.value().length, Pointer.to(value.value()));
        } else {
            buffer.requireUsable(program.context());
            status = ClCalls.clSetKernelArg(kernel, index, Sizeof.cl_mem, Pointer.to(buffer.handle()));
        }
        program.context().check(status, "clSetKernelArg", subject);
    }

    private static void requireSizes(ClProgram program, String kernel, long[] global, long[] local) {
        ClDevice device = program.context().device();
        long items = 1;
        boolean fits = global.length == local.length && global.length >= 1 && global.length <= 3;
        for (int i = 0; fits && i < global.length; i++) {
            fits = global[i] >= 1 && local[i] >= 1 && local[i] <= device.workItems(i);
            items *= local[i];
        }
        if (!fits || items > device.workGroup()) {
            throw new BackendException("OpenCL: kernel '" + kernel + "' of " + program + " cannot run over "
                    + Arrays.toString(global) + " work-items in groups of " + Arrays.toString(local) + ": " + device
                    + " takes at least 1 and in a group at most " + device.workGroup());
        }
    }

    /** What is known only when the kernel has been made for the device: its work-group limit and its local memory. */
    private static void requireResources(ClProgram program, String name, cl_kernel kernel, long[] local) {
        ClDevice device = program.context().device();
        long items = Arrays.stream(local).reduce(1, (a, b) -> a * b);
        long limit = number(program.context(), kernel, CL.CL_KERNEL_WORK_GROUP_SIZE);
        if (items > limit) {
            throw new BackendException("OpenCL: kernel '" + name + "' of " + program + " is to run in groups of "
                    + items + ", on " + device + " it can in groups of at most " + limit);
        }
        long bytes = number(program.context(), kernel, CL.CL_KERNEL_LOCAL_MEM_SIZE);
        if (bytes > device.localMemory()) {
            throw new BackendException("OpenCL: kernel '" + name + "' of " + program + " wants " + bytes
                    + " bytes of local memory, " + device + " has " + device.localMemory());
        }
    }

    private static long number(ClContext context, cl_kernel kernel, int what) {
        long[] value = new long[1];
        context.check(
                ClCalls.clGetKernelWorkGroupInfo(kernel, context.device().id(), what, 8, Pointer.to(value)),
                "clGetKernelWorkGroupInfo",
                what);
        return value[0];
    }

    /** Called by the queue, inside of the gate. The monitor is for two queues that were given one launch. */
    synchronized void enqueue(ClContext context, cl_command_queue queue, @Nullable cl_event event) {
        requireOpen();
        if (program.context() != context) {
            throw new BackendException("OpenCL: " + this + " belongs to the " + program.context()
                    + ", not to the queue of the " + context);
        }
        for (ClBuffer buffer : buffers) {
            buffer.requireUsable(context);
        }
        context.check(
                ClCalls.clEnqueueNDRangeKernel(queue, kernel, global, local, event), "clEnqueueNDRangeKernel", this);
        program.ran();
    }

    /** Work-items along each dimension, whole work-groups. */
    public List<Long> global() {
        return Arrays.stream(global).boxed().toList();
    }

    /** Work-items of a work-group along each dimension. */
    public List<Long> local() {
        return Arrays.stream(local).boxed().toList();
    }

    @Override
    int release() {
        return ClCalls.clReleaseKernel(kernel);
    }

    @Override
    public String toString() {
        return "kernel '" + name + "' of " + program;
    }
}
