package io.nacre.peers;

import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * Memory outside the Java heap that native runtimes use in place.
 *
 * @param bytes all of it
 * @param elements the same, typed
 */
record DirectTensor(TensorType type, ByteBuffer bytes, Buffer elements) {

    static DirectTensor of(TensorType type) {
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(Math.toIntExact(type.bytes())).order(ByteOrder.nativeOrder());
        return new DirectTensor(type, bytes, typed(bytes, type.type()));
    }

    private static Buffer typed(ByteBuffer bytes, DataType type) {
        return switch (type) {
            case F32 -> bytes.asFloatBuffer();
            case I64 -> bytes.asLongBuffer();
            case I32 -> bytes.asIntBuffer();
            case BOOL -> bytes.slice();
        };
    }

    /** The bytes of a native result as a tensor, not copied. */
    static Tensor tensor(ByteBuffer bytes, TensorType type) {
        Buffer elements = typed(bytes.order(ByteOrder.nativeOrder()), type.type());
        return type.type() == DataType.F32
                ? Tensor.of((FloatBuffer) elements, type.shape())
                : Tensor.of((LongBuffer) elements, type.shape());
    }

    Tensor tensor() {
        return tensor(bytes.duplicate(), type);
    }

    /** Takes over the caller's elements. */
    void fill(Tensor source) {
        if (type.type() == DataType.F32) {
            ((FloatBuffer) elements).put(0, source.floats(), 0, elements.capacity());
        } else {
            ((LongBuffer) elements).put(0, source.longs(), 0, elements.capacity());
        }
    }

    static long[] extents(Shape shape) {
        long[] extents = new long[shape.rank()];
        for (int i = 0; i < extents.length; i++) {
            extents[i] = shape.extent(i);
        }
        return extents;
    }
}
