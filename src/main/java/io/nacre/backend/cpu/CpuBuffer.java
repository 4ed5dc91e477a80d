package io.nacre.backend.cpu;

import io.nacre.backend.Buffer;
import io.nacre.error.BackendException;
import io.nacre.tensor.DataType;
import org.jspecify.annotations.Nullable;

/** A Java array: floats or ints. */
final class CpuBuffer implements Buffer {
    private final CpuBackend backend;
    private final DataType type;
    private final int elements;
    /** A {@code float[]} or {@code int[]}; null when closed, so that the memory goes even while launches are kept. */
    private volatile @Nullable Object array;

    CpuBuffer(CpuBackend backend, DataType type, int elements) {
        this.backend = backend;
        this.type = type;
        this.elements = elements;
        this.array = type == DataType.F32 ? new float[elements] : new int[elements];
    }

    @Override
    public DataType type() {
        return type;
    }

    @Override
    public long elements() {
        return elements;
    }

    boolean belongsTo(CpuBackend other) {
        return backend == other;
    }

    /** The {@code float[]} or {@code int[]}. */
    Object array() {
        Object open = array;
        if (open == null) {
            throw new BackendException(backend.name() + ": " + this + " is closed");
        }
        return open;
    }

    @Override
    public synchronized void close() {
        if (array != null) {
            array = null;
            backend.released((long) elements * type.bytes());
        }
    }

    @Override
    public String toString() {
        return "buffer of " + elements + " " + type;
    }
}
