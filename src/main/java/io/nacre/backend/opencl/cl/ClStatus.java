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
    static void check(int status, String call, String subject) {
        if (status != CL.CL_SUCCESS) {
            throw failure(status, call, subject);
        }
    }

    static BackendException failure(int status, String call, String subject) {
        return new BackendException("OpenCL: " + call + " failed with " + name(status) + " (" + subject + ")");
    }

    /** The code's name in OpenCL's headers. */
    static String name(int status) {
        return status == -1001 ? "CL_PLATFORM_NOT_FOUND_KHR" : CL.stringFor_errorCode(status);
    }
}
