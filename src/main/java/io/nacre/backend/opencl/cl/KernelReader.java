package io.nacre.backend.opencl.cl;

import io.nacre.backend.opencl.cl.ClProgram.Parameter;
import io.nacre.error.BackendException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_kernel;
import org.jocl.cl_program;

/** Asks the driver for the kernels of a program that was compiled from source, and for their parameters. */
record KernelReader(ClContext context, cl_program program, String place) {

    /** The parameters of each kernel. */
    Map<String, List<Parameter>> read() {
        Map<String, List<Parameter>> kernels = new TreeMap<>();
        int[] count = new int[1];
        context.check(ClCalls.clCreateKernelsInProgram(program, 0, null, count), "clCreateKernelsInProgram", place);
        cl_kernel[] all = new cl_kernel[count[0]];
        context.check(
                ClCalls.clCreateKernelsInProgram(program, all.length, all, null), "clCreateKernelsInProgram", place);
        try {
            for (cl_kernel kernel : all) {
                kernels.put(name(kernel), parameters(kernel));
            }
            return kernels;
        } finally {
            for (cl_kernel kernel : all) {
                ClHandle.released(ClCalls.clReleaseKernel(kernel), "kernel of program " + place);
            }
        }
    }

    private List<Parameter> parameters(cl_kernel kernel) {
        int[] count = new int[1];
        context.check(
                ClCalls.clGetKernelInfo(kernel, CL.CL_KERNEL_NUM_ARGS, 4, Pointer.to(count), null),
                "clGetKernelInfo",
                place);
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < count[0]; i++) {
            long[] address = new long[1];
            context.check(
                    ClCalls.clGetKernelArgInfo(
                            kernel, i, CL.CL_KERNEL_ARG_ADDRESS_QUALIFIER, 4, Pointer.to(address), null),
                    "clGetKernelArgInfo",
                    place);
            boolean memory =
                    address[0] == CL.CL_KERNEL_ARG_ADDRESS_GLOBAL || address[0] == CL.CL_KERNEL_ARG_ADDRESS_CONSTANT;
            if (!memory && address[0] != CL.CL_KERNEL_ARG_ADDRESS_PRIVATE) {
                throw new BackendException("OpenCL: " + place + ": parameter " + i + " is a pointer to local memory;"
                        + " declare local memory inside of the kernel");
            }
            parameters.add(new Parameter(
                    text(kernel, i, CL.CL_KERNEL_ARG_NAME), memory, text(kernel, i, CL.CL_KERNEL_ARG_TYPE_NAME)));
        }
        return List.copyOf(parameters);
    }

    private String text(cl_kernel kernel, int argument, int what) {
        long[] size = new long[1];
        context.check(ClCalls.clGetKernelArgInfo(kernel, argument, what, 0, null, size), "clGetKernelArgInfo", place);
        byte[] bytes = new byte[(int) size[0]];
        context.check(
                ClCalls.clGetKernelArgInfo(kernel, argument, what, bytes.length, Pointer.to(bytes), null),
                "clGetKernelArgInfo",
                place);
        return ClPlatform.string(bytes);
    }

    private String name(cl_kernel kernel) {
        long[] size = new long[1];
        int status = ClCalls.clGetKernelInfo(kernel, CL.CL_KERNEL_FUNCTION_NAME, 0, null, size);
        context.check(status, "clGetKernelInfo", place);
        byte[] bytes = new byte[(int) size[0]];
        status = ClCalls.clGetKernelInfo(kernel, CL.CL_KERNEL_FUNCTION_NAME, bytes.length, Pointer.to(bytes), null);
        context.check(status, "clGetKernelInfo", place);
        return ClPlatform.string(bytes);
    }
}
