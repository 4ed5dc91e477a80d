package io.nacre.backend.opencl.cl;

import io.nacre.error.BackendException;
import io.nacre.tensor.DataType;
import java.nio.Buffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.jocl.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The remaining elements of a host buffer as native code can reach them: direct memory as it lies, arrays pinned for the
 * length of a call, anything else (read-only or byte-swapped buffers) through a copy.
 */
final class HostMemory {
    private final Buffer buffer;
    private final int position;
    private final int elements;
    private final Pointer pointer;
    /** The copy that stands in for the buffer, if one is needed. */
    private final @Nullable Buffer copy;

    private HostMemory(Buffer buffer, @Nullable Buffer copy) {
        this.buffer = buffer;
        this.position = buffer.position();
        this.elements = buffer.remaining();
        this.copy = copy;
        Buffer reached = copy == null ? buffer : copy;
        long first = reached.isDirect() ? reached.position() : reached.arrayOffset() + reached.position();
        this.pointer = base(reached).withByteOffset(4L * first);
    }

    /** Whether this is the same part of the same buffer, without a copy that would have to be made again. */
    boolean reaches(Buffer other) {
        return other == buffer && copy == null && other.position() == position && other.remaining() == elements;
    }

    /** Elements to be copied to a device buffer of the given type. */
    static HostMemory source(Buffer buffer, DataType type) {
        requireType(buffer, type);
        if (reachable(buffer)) {
            return new HostMemory(buffer, null);
        }
        Buffer copy;
        if (buffer instanceof FloatBuffer floats) {
            copy = FloatBuffer.allocate(floats.remaining())
                    .put(floats.duplicate())
                    .flip();
        } else {
            IntBuffer ints = (IntBuffer) buffer;
            copy = IntBuffer.allocate(ints.remaining()).put(ints.duplicate()).flip();
        }
        return new HostMemory(buffer, copy);
    }

    /** Where elements of a device buffer of the given type are to go. */
    static HostMemory target(Buffer buffer, DataType type) {
        requireType(buffer, type);
        if (buffer.isReadOnly()) {
            throw new BackendException("OpenCL: the host buffer to read into is read-only: " + buffer);
        }
        if (reachable(buffer)) {
            return new HostMemory(buffer, null);
        }
        int count = buffer.remaining();
        return new HostMemory(buffer, type == DataType.F32 ? FloatBuffer.allocate(count) : IntBuffer.allocate(count));
    }

    /** Brings what was read from the copy, if there is one, to where it belongs. */
    void deliver() {
        if (copy instanceof FloatBuffer floats) {
            ((FloatBuffer) buffer).duplicate().put(floats);
        } else if (copy instanceof IntBuffer ints) {
            ((IntBuffer) buffer).duplicate().put(ints);
        }
    }

    Pointer pointer() {
        return pointer;
    }

    long elements() {
        return elements;
    }

    private static boolean reachable(Buffer buffer) {
        ByteOrder order = buffer instanceof FloatBuffer floats ? floats.order() : ((IntBuffer) buffer).order();
        return order == ByteOrder.nativeOrder() && (buffer.isDirect() || buffer.hasArray());
    }

    private static Pointer base(Buffer buffer) {
        if (buffer.isDirect()) {
            return Pointer.to(buffer); // the address of element 0, wherever the position is
        }
        Object array = buffer.array();
        return array instanceof float[] floats ? Pointer.to(floats) : Pointer.to((int[]) array);
    }

    private static void requireType(Buffer buffer, DataType type) {
        boolean fits = type == DataType.F32 ? buffer instanceof FloatBuffer : buffer instanceof IntBuffer;
        if (!fits) {
            throw new BackendException("OpenCL: a device buffer of " + type + " cannot be copied to or from a "
                    + buffer.getClass().getSimpleName());
        }
    }
}
