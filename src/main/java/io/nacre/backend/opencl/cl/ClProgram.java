package io.nacre.backend.opencl.cl;

import io.nacre.error.BackendException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_device_id;
import org.jocl.cl_kernel;
import org.jocl.cl_program;

/** A compiled program and the parameters of its kernels. */
public final class ClProgram extends ClHandle {
    private static final int LARGEST_BINARY = 64 << 20;

    private final ClContext context;
    private final cl_program program;
    private final String place;
    private final Map<String, List<Parameter>> kernels = new TreeMap<>();
    private volatile boolean hasRun;

    /**
     * A kernel's parameter.
     *
     * @param name as the source names it
     * @param memory whether it is a pointer to global or constant memory
     * @param type as the compiler names it
     */
    record Parameter(String name, boolean memory, String type) {}

    private ClProgram(ClContext context, cl_program program, String place) {
        super(context.gate());
        this.context = context;
        this.program = program;
        this.place = place;
    }

    static ClProgram build(ClContext context, String place, String source, String options) {
        ClProgram built = create(
                context,
                place,
                "clCreateProgramWithSource",
                status -> ClCalls.clCreateProgramWithSource(context.handle(), source, status));
        return built.orClosed(() -> {
            built.compile(options);
            built.kernels.putAll(new KernelReader(context, built.program, place).read());
        });
    }

    static ClProgram load(ClContext context, String place, byte[] stored, String options) {
        ProgramBinary binary = ProgramBinary.parse(stored);
        ClProgram loaded = create(
                context,
                place,
                "clCreateProgramWithBinary",
                status -> ClCalls.clCreateProgramWithBinary(
                        context.handle(), context.device().id(), binary.code(), status));
        return loaded.orClosed(() -> {
            int status = ClCalls.clBuildProgram(loaded.program, context.device().id(), options);
            context.check(status, "clBuildProgram", place);
            loaded.kernels.putAll(binary.kernels());
        });
    }

    private static ClProgram create(
            ClContext context, String place, String function, Function<int[], cl_program> call) {
        int[] status = new int[1];
        long stamp = context.gate().enter();
        try {
            context.requireOpen();
            cl_program program = call.apply(status);
            context.check(status[0], function, place);
            return new ClProgram(context, program, place);
        } finally {
            context.gate().leave(stamp);
        }
    }

    /** Does the rest, outside of the gate: compiling takes long, and nobody else knows this program yet. */
    private ClProgram orClosed(Runnable rest) {
        try {
            rest.run();
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void compile(String options) {
        int status = ClCalls.clBuildProgram(program, context.device().id(), options);
        if (status == CL.CL_BUILD_PROGRAM_FAILURE) {
            throw new BackendException("OpenCL: " + place + " does not compile on " + context.device() + " ("
                    + ClStatus.name(status) + ", options " + options + ")\n" + log());
        }
        context.check(status, "clBuildProgram", place);
    }

    /**
     * The program as {@link ClContext#load} takes it; empty where the driver does not give it, and where no kernel of it has
     * run: PoCL makes machine code at a launch, and before that its binaries lack it. May take as long as compiling did.
     */
    public Optional<byte[]> stored() {
        long stamp = gate().enter();
        try {
            if (!isOpen() || !hasRun || gate().isLost()) {
                return Optional.empty();
            }
            long[] size = new long[1];
            int status = ClCalls.clGetProgramInfo(program, CL.CL_PROGRAM_BINARY_SIZES, 8, Pointer.to(size));
            if (status != CL.CL_SUCCESS || size[0] < 1 || size[0] > LARGEST_BINARY) {
                return Optional.empty();
            }
            byte[] code = new byte[(int) size[0]];
            Pointer target = Pointer.to(Pointer.to(code));
            status = ClCalls.clGetProgramInfo(program, CL.CL_PROGRAM_BINARIES, Sizeof.POINTER, target);
            return status == CL.CL_SUCCESS ? Optional.of(new ProgramBinary(kernels, code).toBytes()) : Optional.empty();
        } finally {
            gate().leave(stamp);
        }
    }

    /** A kernel of the program was launched. */
    void ran() {
        hasRun = true;
    }

    private String log() {
        long[] size = new long[1];
        cl_device_id device = context.device().id();
        int status = ClCalls.clGetProgramBuildInfo(program, device, CL.CL_PROGRAM_BUILD_LOG, 0, null, size);
        byte[] bytes = new byte[(int) size[0]];
        if (status == CL.CL_SUCCESS) {
            Pointer target = Pointer.to(bytes);
            status =
                    ClCalls.clGetProgramBuildInfo(program, device, CL.CL_PROGRAM_BUILD_LOG, bytes.length, target, null);
        }
        return status == CL.CL_SUCCESS ? ClPlatform.string(bytes) : "no log: " + ClStatus.name(status);
    }

    /**
     * The parameters of a kernel.
     *
     * @throws BackendException if the program has no kernel of that name
     */
    List<Parameter> parameters(String kernel) {
        List<Parameter> parameters = kernels.get(kernel);
        if (parameters == null) {
            throw new BackendException(
                    "OpenCL: " + place + " has no kernel '" + kernel + "', it has " + kernels.keySet());
        }
        return parameters;
    }

    /** The names of a kernel's parameters, in order. */
    public List<String> parameterNames(String kernel) {
        return parameters(kernel).stream().map(Parameter::name).toList();
    }

    ClContext context() {
        return context;
    }

    /** Called inside of the gate. */
    synchronized cl_kernel newKernel(String kernel) {
        requireOpen();
        int[] status = new int[1];
        cl_kernel created = ClCalls.clCreateKernel(program, kernel, status);
        context.check(status[0], "clCreateKernel", kernel + " of " + place);
        return created;
    }

    @Override
    int release() {
        return ClCalls.clReleaseProgram(program);
    }

    @Override
    public String toString() {
        return "program " + place;
    }
}
