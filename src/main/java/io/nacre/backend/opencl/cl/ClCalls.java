package io.nacre.backend.opencl.cl;

import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_device_partition_property;
import org.jocl.cl_event;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;
import org.jocl.cl_platform_id;
import org.jocl.cl_program;
import org.jspecify.annotations.Nullable;

/**
 * The native functions of OpenCL that Nacre calls, each as JOCL has it, less the arguments that are always the same. Nothing
 * else calls JOCL's functions, so a test that wants one to fail says so here and meets every one of them.
 */
final class ClCalls {

    /** Decides about each call before it is made. */
    interface Interceptor {

        /**
         * What the call is to answer.
         *
         * @param function the function's name: {@code clCreateBuffer}
         * @return CL_SUCCESS to let the call through to the driver; another status is answered in its place
         */
        int before(String function);
    }

    private static volatile @Nullable Interceptor interceptor;

    private ClCalls() {}

    /** For tests: puts something in front of all calls of this process, or, being null, takes it away. */
    static void intercept(@Nullable Interceptor inFront) {
        interceptor = inFront;
    }

    private static int refusal(String function) {
        Interceptor inFront = interceptor;
        return inFront == null ? CL.CL_SUCCESS : inFront.before(function);
    }

    static int clGetPlatformIDs(int entries, cl_platform_id @Nullable [] platforms, int @Nullable [] count) {
        int refusal = refusal("clGetPlatformIDs");
        return refusal == CL.CL_SUCCESS ? CL.clGetPlatformIDs(entries, platforms, count) : refusal;
    }

    static int clGetPlatformInfo(
            cl_platform_id platform, int what, long bytes, @Nullable Pointer value, long @Nullable [] size) {
        int refusal = refusal("clGetPlatformInfo");
        return refusal == CL.CL_SUCCESS ? CL.clGetPlatformInfo(platform, what, bytes, value, size) : refusal;
    }

    static int clGetDeviceIDs(
            cl_platform_id platform,
            long type,
            int entries,
            cl_device_id @Nullable [] devices,
            int @Nullable [] count) {
        int refusal = refusal("clGetDeviceIDs");
        return refusal == CL.CL_SUCCESS ? CL.clGetDeviceIDs(platform, type, entries, devices, count) : refusal;
    }

    static int clGetDeviceInfo(
            cl_device_id device, int what, long bytes, @Nullable Pointer value, long @Nullable [] size) {
        int refusal = refusal("clGetDeviceInfo");
        return refusal == CL.CL_SUCCESS ? CL.clGetDeviceInfo(device, what, bytes, value, size) : refusal;
    }

    static int clCreateSubDevices(cl_device_id device, cl_device_partition_property properties, cl_device_id[] parts) {
        int refusal = refusal("clCreateSubDevices");
        return refusal == CL.CL_SUCCESS
                ? CL.clCreateSubDevices(device, properties, parts.length, parts, null)
                : refusal;
    }

    static int clReleaseDevice(cl_device_id part) {
        int refusal = refusal("clReleaseDevice");
        return refusal == CL.CL_SUCCESS ? CL.clReleaseDevice(part) : refusal;
    }

    static cl_context clCreateContext(cl_context_properties properties, cl_device_id device, int[] status) {
        status[0] = refusal("clCreateContext");
        return status[0] == CL.CL_SUCCESS
                ? CL.clCreateContext(properties, 1, new cl_device_id[] {device}, null, null, status)
                : new cl_context();
    }

    static int clReleaseContext(cl_context context) {
        int refusal = refusal("clReleaseContext");
        return refusal == CL.CL_SUCCESS ? CL.clReleaseContext(context) : refusal;
    }

    @SuppressWarnings("deprecation") // clCreateCommandQueueWithProperties is absent from OpenCL 1.2
    static cl_command_queue clCreateCommandQueue(
            cl_context context, cl_device_id device, long properties, int[] status) {
        status[0] = refusal("clCreateCommandQueue");
        return status[0] == CL.CL_SUCCESS
                ? CL.clCreateCommandQueue(context, device, properties, status)
                : new cl_command_queue();
    }

    static int clReleaseCommandQueue(cl_command_queue queue) {
        int refusal = refusal("clReleaseCommandQueue");
        return refusal == CL.CL_SUCCESS ? CL.clReleaseCommandQueue(queue) : refusal;
    }

    static cl_mem clCreateBuffer(cl_context context, long flags, long bytes, int[] status) {
        status[0] = refusal("clCreateBuffer");
        return status[0] == CL.CL_SUCCESS ? CL.clCreateBuffer(context, flags, bytes, null, status) : new cl_mem();
    }

    static int clReleaseMemObject(cl_mem memory) {
        int refusal = refusal("clReleaseMemObject");
        return refusal == CL.CL_SUCCESS ? CL.clReleaseMemObject(memory) : refusal;
    }

    static cl_program clCreateProgramWithSource(cl_context context, String source, int[] status) {
        status[0] = refusal("clCreateProgramWithSource");
        return status[0] == CL.CL_SUCCESS
                ? CL.clCreateProgramWithSource(context, 1, new String[] {source}, null, status)
                : new cl_program();
    }

    static cl_program clCreateProgramWithBinary(cl_context context, cl_device_id device, byte[] binary, int[] status) {
        status[0] = refusal("clCreateProgramWithBinary");
        return status[0] == CL.CL_SUCCESS
                ? CL.clCreateProgramWithBinary(
                        context,
                        1,
                        new cl_device_id[] {device},
                        new long[] {binary.length},
                        new byte[][] {binary},
                        null,
                        status)
                : new cl_program();
    }

    static int clGetProgramInfo(cl_program program, int what, long bytes, Pointer value) {
        int refusal = refusal("clGetProgramInfo");
        return refusal == CL.CL_SUCCESS ? CL.clGetProgramInfo(program, what, bytes, value, null) : refusal;
    }

    static int clBuildProgram(cl_program program, cl_device_id device, String options) {
        int refusal = refusal("clBuildProgram");
        return refusal == CL.CL_SUCCESS
                ? CL.clBuildProgram(program, 1, new cl_device_id[] {device}, options, null, null)
                : refusal;
    }

    static int clGetProgramBuildInfo(
            cl_program program,
            cl_device_id device,
            int what,
            long bytes,
            @Nullable Pointer value,
            long @Nullable [] size) {
        int refusal = refusal("clGetProgramBuildInfo");
        return refusal == CL.CL_SUCCESS ? CL.clGetProgramBuildInfo(program, device, what, bytes, value, size) : refusal;
    }

    static int clReleaseProgram(cl_program program) {
        int refusal = refusal("clReleaseProgram");
        return refusal == CL.CL_SUCCESS ? CL.clReleaseProgram(program) : refusal;
    }

    static int clCreateKernelsInProgram(
            cl_program program, int entries, cl_kernel @Nullable [] kernels, int @Nullable [] count) {
        int refusal = refusal("clCreateKernelsInProgram");
        return refusal == CL.CL_SUCCESS ? CL.clCreateKernelsInProgram(program, entries, kernels, count) : refusal;
    }

    static cl_kernel clCreateKernel(cl_program program, String name, int[] status) {
        status[0] = refusal("clCreateKernel");
        return status[0] == CL.CL_SUCCESS ? CL.clCreateKernel(program, name, status) : new cl_kernel();
    }

    static int clSetKernelArg(cl_kernel kernel, int index, long bytes, Pointer value) {
        int refusal = refusal("clSetKernelArg");
        return refusal == CL.CL_SUCCESS ? CL.clSetKernelArg(kernel, index, bytes, value) : refusal;
    }

    static int clGetKernelInfo(
            cl_kernel kernel, int what, long bytes, @Nullable Pointer value, long @Nullable [] size) {
        int refusal = refusal("clGetKernelInfo");
        return refusal == CL.CL_SUCCESS ? CL.clGetKernelInfo(kernel, what, bytes, value, size) : refusal;
    }

    static int clGetKernelArgInfo(
            cl_kernel kernel, int index, int what, long bytes, @Nullable Pointer value, long @Nullable [] size) {
        int refusal = refusal("clGetKernelArgInfo");
        return refusal == CL.CL_SUCCESS ? CL.clGetKernelArgInfo(kernel, index, what, bytes, value, size) : refusal;
    }

    static int clGetKernelWorkGroupInfo(cl_kernel kernel, cl_device_id device, int what, long bytes, Pointer value) {
        int refusal = refusal("clGetKernelWorkGroupInfo");
        return refusal == CL.CL_SUCCESS
                ? CL.clGetKernelWorkGroupInfo(kernel, device, what, bytes, value, null)
                : refusal;
    }

    static int clReleaseKernel(cl_kernel kernel) {
        int refusal = refusal("clReleaseKernel");
        return refusal == CL.CL_SUCCESS ? CL.clReleaseKernel(kernel) : refusal;
    }

    static int clEnqueueNDRangeKernel(
            cl_command_queue queue, cl_kernel kernel, long[] global, long[] local, @Nullable cl_event event) {
        int refusal = refusal("clEnqueueNDRangeKernel");
        return refusal == CL.CL_SUCCESS
                ? CL.clEnqueueNDRangeKernel(queue, kernel, global.length, null, global, local, 0, null, event)
                : refusal;
    }

    static int clEnqueueWriteBuffer(cl_command_queue queue, cl_mem memory, long first, long bytes, Pointer source) {
        int refusal = refusal("clEnqueueWriteBuffer");
        return refusal == CL.CL_SUCCESS
                ? CL.clEnqueueWriteBuffer(queue, memory, true, first, bytes, source, 0, null, null)
                : refusal;
    }

    /** Waits for the copy: for one that is not waited for JOCL starts a thread, which crashes if the event is released. */
    static int clEnqueueReadBuffer(cl_command_queue queue, cl_mem memory, long first, long bytes, Pointer target) {
        int refusal = refusal("clEnqueueReadBuffer");
        return refusal == CL.CL_SUCCESS
                ? CL.clEnqueueReadBuffer(queue, memory, true, first, bytes, target, 0, null, null)
                : refusal;
    }

    static int clFinish(cl_command_queue queue) {
        int refusal = refusal("clFinish");
        return refusal == CL.CL_SUCCESS ? CL.clFinish(queue) : refusal;
    }

    static int clGetEventInfo(cl_event event, int what, long bytes, Pointer value) {
        int refusal = refusal("clGetEventInfo");
        return refusal == CL.CL_SUCCESS ? CL.clGetEventInfo(event, what, bytes, value, null) : refusal;
    }

    static int clGetEventProfilingInfo(cl_event event, int what, long bytes, Pointer value) {
        int refusal = refusal("clGetEventProfilingInfo");
        return refusal == CL.CL_SUCCESS ? CL.clGetEventProfilingInfo(event, what, bytes, value, null) : refusal;
    }

    static int clReleaseEvent(cl_event event) {
        int refusal = refusal("clReleaseEvent");
        return refusal == CL.CL_SUCCESS ? CL.clReleaseEvent(event) : refusal;
    }
}
