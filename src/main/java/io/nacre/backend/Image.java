package io.nacre.backend;

import io.nacre.tensor.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/** A host copy of device memory, compared and patched as raw 32-bit patterns, so that one NaN is told from another. */
final class Image {
    /** What outputs and scratch hold before a launch. A quiet NaN as a float, far outside any index as an integer. */
    static final int POISON = 0xFFC0D0A5;

    /** A guard's first element; the following count up. Quiet NaNs as floats, too. */
    private static final int GUARD = 0xFFC5E000;

    private final DataType type;
    private final ByteBuffer bytes;
    private final IntBuffer bits;

    Image(DataType type, long elements) {
        if (elements > Integer.MAX_VALUE / Integer.BYTES) {
            throw CheckedBackend.fault("buffer", "has " + elements + " elements, at most 2^29 can be watched");
        }
        this.type = type;
        this.bytes = ByteBuffer.allocateDirect((int) elements * Integer.BYTES).order(ByteOrder.nativeOrder());
        this.bits = bytes.asIntBuffer();
    }

    /** The memory as a queue takes it. */
    java.nio.Buffer host() {
        return type == DataType.F32 ? bytes.asFloatBuffer() : bytes.asIntBuffer();
    }

    int bits(long position) {
        return bits.get((int) position);
    }

    void put(long position, int pattern) {
        bits.put((int) position, pattern);
    }

    void poison(long from, long elements) {
        for (long i = from; i < from + elements; i++) {
            bits.put((int) i, POISON);
        }
    }

    void guard(long from, long elements) {
        for (int i = 0; i < elements; i++) {
            bits.put((int) from + i, GUARD + i);
        }
    }

    /** The first element of a guard that changed, counted from the guard's start; -1 if none did. */
    int brokenGuard(long from, long elements) {
        for (int i = 0; i < elements; i++) {
            if (bits.get((int) from + i) != GUARD + i) {
                return i;
            }
        }
        return -1;
    }

    /** Takes a stretch over from another image of the same memory. */
    void take(Image other, long from, long elements) {
        bits.put((int) from, other.bits, (int) from, (int) elements);
    }

    /** The first position at which two images differ, or -1. */
    int mismatch(Image other) {
        return bits.mismatch(other.bits);
    }

    /** An element for people. */
    String show(long position) {
        int pattern = bits(position);
        return type == DataType.F32 && !Float.isNaN(Float.intBitsToFloat(pattern))
                ? Float.toString(Float.intBitsToFloat(pattern))
                : "0x" + Integer.toHexString(pattern);
    }
}
