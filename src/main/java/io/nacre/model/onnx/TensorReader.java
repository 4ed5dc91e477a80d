package io.nacre.model.onnx;

import com.google.protobuf.ByteString;
import io.nacre.error.ModelException;
import io.nacre.error.UnsupportedException;
import io.nacre.model.onnx.schema.TensorProto;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes tensors of their form in files. Raw and mapped bytes of the types that host tensors know are not copied.
 * Nothing is allocated before the extents, the type and the number of bytes are known to agree.
 */
final class TensorReader {
    private final ExternalData external;

    TensorReader(ExternalData external) {
        this.external = external;
    }

    /** The tensor; faults name it. */
    Tensor read(TensorProto proto) {
        try {
            ElementType type = type(proto);
            Shape shape = shape(proto);
            checkSize(proto, type, shape);
            ByteBuffer bytes = bytes(proto, type, shape);
            return bytes != null ? TensorBytes.read(bytes, type, shape) : TensorBytes.read(proto, type, shape);
        } catch (ModelException e) {
            throw Faults.at(place(proto), e);
        }
    }

    /** Checks a tensor without reading it; one whose type is not supported passes. */
    void check(TensorProto proto) {
        try {
            Shape shape = shape(proto);
            ElementType type = ElementType.of(proto.getDataType());
            if (type != null) {
                checkSize(proto, type, shape);
            }
        } catch (ModelException e) {
            throw Faults.at(place(proto), e);
        }
    }

    private static String place(TensorProto proto) {
        return proto.getName().isEmpty() ? "tensor" : "tensor '" + proto.getName() + "'";
    }

    static ElementType type(TensorProto proto) {
        ElementType type = ElementType.of(proto.getDataType());
        if (type == null) {
            if (proto.getDataType() == 0) {
                throw new ModelException("has no element type");
            }
            throw new UnsupportedException(
                    "elements of type " + ElementType.name(proto.getDataType()) + " are not supported");
        }
        return type;
    }

    private static Shape shape(TensorProto proto) {
        List<Long> dims = proto.getDimsList();
        int[] extents = new int[dims.size()];
        boolean empty = dims.contains(0L);
        double elements = 1;
        for (int axis = 0; axis < extents.length; axis++) {
            long extent = dims.get(axis);
            if (extent < 0) {
                throw new ModelException("extents " + dims + ": " + extent + " is negative");
            }
            elements *= extent;
            extents[axis] = (int) Math.min(extent, Integer.MAX_VALUE);
            if (extents[axis] != extent || (!empty && elements > Integer.MAX_VALUE)) {
                throw new ModelException("extents " + dims + ": claims more than 2^31 - 1 elements");
            }
        }
        return Shape.of(extents);
    }

    private static void checkSize(TensorProto proto, ElementType type, Shape shape) {
        if (isExternal(proto)) {
            return;
        }
        long elements = shape.elements();
        boolean raw = proto.hasRawData() && (elements == 0 || stored(proto, type) == 0);
        long expected = raw ? elements * type.bytes() : elements;
        long held = raw ? proto.getRawData().size() : stored(proto, type);
        if (held != expected) {
            throw new ModelException(type + " " + shape + " needs " + expected + (raw ? " bytes" : " numbers")
                    + ", but there are " + held);
        }
    }

    private @Nullable ByteBuffer bytes(TensorProto proto, ElementType type, Shape shape) {
        if (isExternal(proto)) {
            return external.read(proto, new TensorType(type.type(), shape).elements() * type.bytes());
        }
        ByteString raw = proto.getRawData();
        return stored(proto, type) == 0 ? raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN) : null;
    }

    private static boolean isExternal(TensorProto proto) {
        return proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
    }

    /** How many numbers the field for this type holds. */
    private static int stored(TensorProto proto, ElementType type) {
        return switch (type) {
            case FLOAT -> proto.getFloatDataCount();
            case DOUBLE -> proto.getDoubleDataCount();
            case INT64 -> proto.getInt64DataCount();
            case UINT32, UINT64 -> proto.getUint64DataCount();
            case INT32, INT16, UINT16, INT8, UINT8, BOOL, FLOAT16, BFLOAT16 -> proto.getInt32DataCount();
        };
    }
}
