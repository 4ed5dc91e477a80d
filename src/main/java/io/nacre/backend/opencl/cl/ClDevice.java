package io.nacre.backend.opencl.cl;

import io.nacre.backend.Device.Kind;
import java.util.Locale;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_device_partition_property;
import org.jocl.cl_platform_id;

/** A device and its limits, read once. */
public final class ClDevice {
    private final ClPlatform platform;
    private final cl_platform_id platformId;
    private final cl_device_id id;
    private final Kind kind;
    private final String name;
    private final String vendor;
    private final String driver;
    private final String version;
    private final boolean usable;
    private final long memory;
    private final long largestBuffer;
    private final long localMemory;
    private final long workGroup;
    private final long[] workItems;
    private final int computeUnits;
    private final int vectorWidth;

    ClDevice(ClPlatform platform, cl_platform_id platformId, cl_device_id id) {
        this.platform = platform;
        this.platformId = platformId;
        this.id = id;
        this.name = text(CL.CL_DEVICE_NAME);
        this.vendor = text(CL.CL_DEVICE_VENDOR);
        this.driver = text(CL.CL_DRIVER_VERSION);
        this.version = text(CL.CL_DEVICE_VERSION);
        this.kind = kind(number(CL.CL_DEVICE_TYPE));
        this.usable = flag(CL.CL_DEVICE_AVAILABLE) && flag(CL.CL_DEVICE_COMPILER_AVAILABLE);
        this.memory = number(CL.CL_DEVICE_GLOBAL_MEM_SIZE);
        this.largestBuffer = number(CL.CL_DEVICE_MAX_MEM_ALLOC_SIZE);
        this.localMemory = number(CL.CL_DEVICE_LOCAL_MEM_SIZE);
        this.workGroup = number(CL.CL_DEVICE_MAX_WORK_GROUP_SIZE);
        this.workItems = new long[(int) Math.max(number(CL.CL_DEVICE_MAX_WORK_ITEM_DIMENSIONS), 3)];
        info(CL.CL_DEVICE_MAX_WORK_ITEM_SIZES, 8L * workItems.length, Pointer.to(workItems));
        this.computeUnits = (int) number(CL.CL_DEVICE_MAX_COMPUTE_UNITS);
        this.vectorWidth = (int) number(CL.CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT);
    }

    private static Kind kind(long type) {
        String taken = System.getProperty("nacre.opencl.kind", "");
        if (!taken.isEmpty()) { // a simulator is all kinds at once, and is to run the kernels of a certain one
            return Kind.valueOf(taken.toUpperCase(Locale.ROOT));
        }
        if ((type & CL.CL_DEVICE_TYPE_GPU) != 0) {
            return Kind.GPU;
        }
        return (type & CL.CL_DEVICE_TYPE_CPU) != 0 ? Kind.CPU : Kind.ACCELERATOR;
    }

    public ClPlatform platform() {
        return platform;
    }

    public Kind kind() {
        return kind;
    }

    public String name() {
        return name;
    }

    public String vendor() {
        return vendor;
    }

    /** The driver's version. */
    public String driver() {
        return driver;
    }

    /** The version of OpenCL it speaks: {@code OpenCL 3.0 …}. */
    public String version() {
        return version;
    }

    /** Whether it is there and has a compiler. */
    public boolean usable() {
        return usable;
    }

    /** Bytes of global memory. */
    public long memory() {
        return memory;
    }

    /** Bytes of the largest single buffer. */
    public long largestBuffer() {
        return largestBuffer;
    }

    /** Bytes of local memory of a work-group. */
    public long localMemory() {
        return localMemory;
    }

    /** The most work-items of a work-group. */
    public long workGroup() {
        return workGroup;
    }

    /** The most work-items of a work-group along one dimension. */
    public long workItems(int dimension) {
        return workItems[dimension];
    }

    public int computeUnits() {
        return computeUnits;
    }

    /** How many floats its instructions compute at once: a power of two up to 16; 1 where a work-item computes one. */
    public int vectorWidth() {
        return Math.min(16, Integer.highestOneBit(Math.max(1, vectorWidth)));
    }

    /**
     * A part of this device with fewer compute units, itself a device that {@link ClContext} closes; this device, where
     * it has no more units anyway or cannot be divided.
     */
    ClDevice part(int units) {
        if (units >= computeUnits) {
            return this;
        }
        cl_device_partition_property counts = new cl_device_partition_property();
        counts.addProperty(CL.CL_DEVICE_PARTITION_BY_COUNTS, units);
        counts.addProperty(CL.CL_DEVICE_PARTITION_BY_COUNTS_LIST_END, 0);
        cl_device_id[] part = new cl_device_id[1];
        if (ClCalls.clCreateSubDevices(id, counts, part) != CL.CL_SUCCESS) {
            return this;
        }
        try {
            return new ClDevice(platform, platformId, part[0]);
        } catch (RuntimeException e) {
            release(part[0], this);
            throw e;
        }
    }

    /** Gives a part back. */
    void release() {
        release(id, this);
    }

    private static void release(cl_device_id part, ClDevice whole) {
        ClHandle.released(ClCalls.clReleaseDevice(part), "part of " + whole);
    }

    cl_device_id id() {
        return id;
    }

    cl_platform_id platformId() {
        return platformId;
    }

    private boolean flag(int what) {
        return (number(what) & 0xffffffffL) != 0;
    }

    /** A number of up to eight bytes; little-endian, so that shorter ones come out right. */
    private long number(int what) {
        long[] value = new long[1];
        long[] size = new long[1];
        ClStatus.check(ClCalls.clGetDeviceInfo(id, what, 8, Pointer.to(value), size), "clGetDeviceInfo", subject(what));
        return size[0] == 4 ? value[0] & 0xffffffffL : value[0];
    }

    private String text(int what) {
        long[] size = new long[1];
        ClStatus.check(ClCalls.clGetDeviceInfo(id, what, 0, null, size), "clGetDeviceInfo", subject(what));
        byte[] bytes = new byte[(int) size[0]];
        info(what, bytes.length, Pointer.to(bytes));
        return ClPlatform.string(bytes);
    }

    private void info(int what, long bytes, Pointer target) {
        ClStatus.check(ClCalls.clGetDeviceInfo(id, what, bytes, target, null), "clGetDeviceInfo", subject(what));
    }

    /** A property as OpenCL's headers number it. */
    private static String subject(int what) {
        return "property 0x" + Integer.toHexString(what) + " of a device";
    }

    @Override
    public String toString() {
        return name;
    }
}
