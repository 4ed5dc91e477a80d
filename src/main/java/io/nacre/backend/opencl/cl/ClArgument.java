package io.nacre.backend.opencl.cl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value for a kernel's parameter: device memory, or the bytes of a number or a vector of numbers. */
public final class ClArgument {
    private static final int LANES = 8;

    private final String type;
    private final @Nullable ClBuffer buffer;
    private final ByteBuffer value;

    private ClArgument(String type, @Nullable ClBuffer buffer, ByteBuffer value) {
        this.type = type;
        this.buffer = buffer;
        this.value = value;
    }

    /** Device memory, for a pointer to {@code global} memory. */
    public static ClArgument memory(ClBuffer buffer) {
        return new ClArgument("pointer to global memory", buffer, bytes(0));
    }

    public static ClArgument ofInt(int value) {
        return new ClArgument("int", null, bytes(4).putInt(0, value));
    }

    public static ClArgument ofLong(long value) {
        return new ClArgument("long", null, bytes(8).putLong(0, value));
    }

    public static ClArgument ofFloat(float value) {
        return new ClArgument("float", null, bytes(4).putFloat(0, value));
    }

    /** An {@code int4}, the elements missing at its end being 0. */
    public static ClArgument ofInt4(int... values) {
        ByteBuffer bytes = bytes(16);
        for (int i = 0; i < values.length; i++) {
            bytes.putInt(4 * i, values[i]);
        }
        return new ClArgument("int4", null, bytes);
    }

    /** An {@code int8} of up to eight elements, those missing at its end being {@code rest}. */
    public static ClArgument ofInt8(List<Integer> values, int rest) {
        ByteBuffer bytes = bytes(4 * LANES);
        for (int i = 0; i < LANES; i++) {
            bytes.putInt(4 * i, i < values.size() ? values.get(i) : rest);
        }
        return new ClArgument("int8", null, bytes);
    }

    /** A {@code long8} of up to eight elements, those missing at its end being 0. */
    public static ClArgument ofLong8(List<Long> values) {
        ByteBuffer bytes = bytes(8 * LANES);
        for (int i = 0; i < values.size(); i++) {
            bytes.putLong(8 * i, values.get(i));
        }
        return new ClArgument("long8", null, bytes);
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.wrap(new byte[count]).order(ByteOrder.nativeOrder());
    }

    /** The parameter's type in OpenCL C. */
    String type() {
        return type;
    }

    /** The memory, null for numbers. */
    @Nullable
    ClBuffer buffer() {
        return buffer;
    }

    /** The bytes of a number or a vector of numbers. */
    byte[] value() {
        return value.array();
    }
}
