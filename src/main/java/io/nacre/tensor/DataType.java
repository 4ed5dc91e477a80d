package io.nacre.tensor;

/** The element types of tensors. Devices hold {@link #F32} and {@link #I32}; the others live on the host. */
public enum DataType {
    F32(4),
    I32(4),
    I64(8),
    BOOL(1);

    private final int bytes;

    DataType(int bytes) {
        this.bytes = bytes;
    }

    /** The size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    public boolean isFloat() {
        return this == F32;
    }

    /** Whether a device buffer can hold elements of this type. */
    public boolean onDevice() {
        return this == F32 || this == I32;
    }
}
