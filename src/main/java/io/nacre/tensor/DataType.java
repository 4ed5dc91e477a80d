package io.nacre.tensor;

/**
 * The element types of tensors. Devices hold {@link #F32} and {@link #I32}; the other integers live on the host, and at run
 * time in the {@linkplain #device device form} I32.
 */
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

    /** The type as which a device holds such elements: integers have 32 bits there, truth values are 0 or 1. */
    public DataType device() {
        return this == F32 ? F32 : I32;
    }

    /** Whether a device buffer can hold elements of this type. */
    public boolean onDevice() {
        return this == F32 || this == I32;
    }
}
