package io.nacre.backend.opencl.cl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/** A vendor's OpenCL. Asking for its name and version does not start it; asking for its devices does. */
public final class ClPlatform {
    private static final Pattern POCL = Pattern.compile("PoCL (\\d+)\\.");

    private final cl_platform_id id;
    private final String name;
    private final String version;

    private ClPlatform(cl_platform_id id) {
        this.id = id;
        this.name = text(id, CL.CL_PLATFORM_NAME);
        this.version = text(id, CL.CL_PLATFORM_VERSION);
    }

    /**
     * All platforms that the OpenCL loader knows.
     *
     * @throws LinkageError if there is no loader
     */
    public static List<ClPlatform> all() {
        int[] count = new int[1];
        int status = ClCalls.clGetPlatformIDs(0, null, count);
        if (status == -1001 || (status == CL.CL_SUCCESS && count[0] == 0)) {
            return List.of();
        }
        ClStatus.check(status, "clGetPlatformIDs", "number of platforms");
        cl_platform_id[] ids = new cl_platform_id[count[0]];
        ClStatus.check(ClCalls.clGetPlatformIDs(ids.length, ids, null), "clGetPlatformIDs", "platforms");
        List<ClPlatform> platforms = new ArrayList<>();
        for (cl_platform_id id : ids) {
            platforms.add(new ClPlatform(id));
        }
        return platforms;
    }

    public String name() {
        return name;
    }

    public String version() {
        return version;
    }

    /** Whether this is PoCL, the OpenCL for CPUs. */
    public boolean isPocl() {
        return name.equals("Portable Computing Language");
    }

    /**
     * Whether starting this platform takes SIGFPE away from the JVM, unless libjsig is preloaded: Java's {@code 5 / 0} may
     * then answer 5. PoCL does so before version 6.
     */
    public boolean takesDivisionByZero() {
        Matcher pocl = POCL.matcher(version);
        return isPocl() && !(pocl.find() && Integer.parseInt(pocl.group(1)) >= 6);
    }

    /** All devices, in the platform's order. */
    public List<ClDevice> devices() {
        int[] count = new int[1];
        int status = ClCalls.clGetDeviceIDs(id, CL.CL_DEVICE_TYPE_ALL, 0, null, count);
        if (status == CL.CL_DEVICE_NOT_FOUND || (status == CL.CL_SUCCESS && count[0] == 0)) {
            return List.of();
        }
        ClStatus.check(status, "clGetDeviceIDs", "platform " + name);
        cl_device_id[] ids = new cl_device_id[count[0]];
        ClStatus.check(
                ClCalls.clGetDeviceIDs(id, CL.CL_DEVICE_TYPE_ALL, ids.length, ids, null),
                "clGetDeviceIDs",
                "platform " + name);
        List<ClDevice> devices = new ArrayList<>();
        for (cl_device_id device : ids) {
            devices.add(new ClDevice(this, id, device));
        }
        return devices;
    }

    private static String text(cl_platform_id id, int what) {
        long[] size = new long[1];
        ClStatus.check(ClCalls.clGetPlatformInfo(id, what, 0, null, size), "clGetPlatformInfo", "size of " + what);
        byte[] bytes = new byte[(int) size[0]];
        ClStatus.check(
                ClCalls.clGetPlatformInfo(id, what, bytes.length, Pointer.to(bytes), null),
                "clGetPlatformInfo",
                "" + what);
        return string(bytes);
    }

    /** The text in front of the terminating zero. */
    static String string(byte[] bytes) {
        return new String(bytes, 0, Math.max(bytes.length - 1, 0), StandardCharsets.UTF_8).strip();
    }

    @Override
    public String toString() {
        return name + " (" + version + ")";
    }
}
