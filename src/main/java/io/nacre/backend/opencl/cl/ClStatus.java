package io.nacre.backend.opencl.cl;

import io.nacre.error.BackendException;
import org.jocl.CL;

/** OpenCL's status codes as exceptions. */
final class ClStatus {
    private ClStatus() {}

    /**
     * Nothing, if a call went well.
     *
     * @param call the function's name: {@code clCreateBuffer}
     * @param subject what it was about: {@code buffer of 64 bytes}
     */
    static void check(int status, String call, Object subject) {
        if (status != CL.CL_SUCCESS) {
            throw new BackendException(describe(status, call, subject) + hint(status));
        }
    }

    /** What failed and how. */
    static String describe(int status, String call, Object subject) {
        return "OpenCL: " + call + " failed with " + name(status) + " (" + subject + ")";
    }

    /** What one can do about a status, as the end of a message. */
    static String hint(int status) {
        return switch (status) {
            case CL.CL_MEM_OBJECT_ALLOCATION_FAILURE ->
                "; the device has no room: try smaller inputs or batches, close"
                        + " sessions, or lower -Dnacre.opencl.budget=BYTES to be told earlier";
            case CL.CL_OUT_OF_RESOURCES ->
                "; a kernel wanted more than the device has, or ran too long or astray: try" + " smaller inputs";
            case CL.CL_OUT_OF_HOST_MEMORY -> "; the driver finds no memory on the host";
            case CL.CL_DEVICE_NOT_AVAILABLE, CL.CL_INVALID_DEVICE, CL.CL_INVALID_CONTEXT, CL.CL_INVALID_COMMAND_QUEUE ->
                "; the driver dropped the device for a moment, or another process holds it:" + " try again";
            case CL.CL_COMPILER_NOT_AVAILABLE -> "; the driver came without its compiler";
            default -> "; a fault of the driver's or of Nacre's: please report it with the output of 'nacre devices'";
        };
    }

    /** The code's name in OpenCL's headers. */
    static String name(int status) {
        return status == -1001 ? "CL_PLATFORM_NOT_FOUND_KHR" : CL.stringFor_errorCode(status);
    }
}
