package io.nacre.model.onnx;

import io.nacre.model.onnx.schema.TensorProto;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Half;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/** Elements as bytes or as lists of numbers, read as the elements of host tensors. */
final class TensorBytes {
    private TensorBytes() {}

    /** Little-endian elements: shared where the host has this type, else converted. */
    static Tensor read(ByteBuffer bytes, ElementType type, Shape shape) {
        ByteBuffer little = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return switch (type) {
            case FLOAT -> Tensor.of(little.asFloatBuffer(), shape);
            case INT32 -> Tensor.of(little.asIntBuffer(), shape);
            case INT64, UINT64 -> Tensor.of(little.asLongBuffer(), shape);
            case FLOAT16, BFLOAT16, DOUBLE -> floats(little, type, shape);
            case BOOL, UINT8, INT8, UINT16, INT16, UINT32 -> integers(little, type, shape);
        };
    }

    private static Tensor floats(ByteBuffer bytes, ElementType type, Shape shape) {
        Tensor tensor = Tensor.zeros(new TensorType(type.type(), shape));
        FloatBuffer out = tensor.floats();
        while (out.hasRemaining()) {
            out.put(
                    switch (type) {
                        case FLOAT16 -> Half.toFloat(bytes.getShort());
                        case BFLOAT16 -> Half.fromBrain(bytes.getShort());
                        default -> (float) bytes.getDouble();
                    });
        }
        return tensor;
    }

    private static Tensor integers(ByteBuffer bytes, ElementType type, Shape shape) {
        Tensor tensor = Tensor.zeros(new TensorType(type.type(), shape));
        for (int i = 0; bytes.hasRemaining(); i++) {
            put(
                    tensor,
                    i,
                    type.wrap(
                            switch (type.bytes()) {
                                case 1 -> bytes.get();
                                case 2 -> bytes.getShort();
                                default -> bytes.getInt();
                            }));
        }
        return tensor;
    }

    /** Elements from the list of numbers that belongs to the type; there are as many as the shape needs. */
    static Tensor read(TensorProto proto, ElementType type, Shape shape) {
        return type.type() == DataType.F32 ? floats(proto, type, shape) : integers(proto, type, shape);
    }

    private static Tensor floats(TensorProto proto, ElementType type, Shape shape) {
        Tensor tensor = Tensor.zeros(new TensorType(type.type(), shape));
        FloatBuffer out = tensor.floats();
        for (int i = 0; out.hasRemaining(); i++) {
            out.put(
                    switch (type) {
                        case FLOAT16 -> Half.toFloat((short) proto.getInt32Data(i));
                        case BFLOAT16 -> Half.fromBrain((short) proto.getInt32Data(i));
                        case DOUBLE -> (float) proto.getDoubleData(i);
                        default -> proto.getFloatData(i);
                    });
        }
        return tensor;
    }

    private static Tensor integers(TensorProto proto, ElementType type, Shape shape) {
        Tensor tensor = Tensor.zeros(new TensorType(type.type(), shape));
        for (int i = 0; i < shape.elements(); i++) {
            put(
                    tensor,
                    i,
                    type.wrap(
                            switch (type) {
                                case INT64 -> proto.getInt64Data(i);
                                case UINT32, UINT64 -> proto.getUint64Data(i);
                                default -> proto.getInt32Data(i);
                            }));
        }
        return tensor;
    }

    /** Sets an element of a float32 tensor. */
    static void put(Tensor tensor, int index, float number) {
        ((FloatBuffer) tensor.buffer()).put(index, number);
    }

    /** Sets an element of a tensor to an integer. */
    static void put(Tensor tensor, int index, long number) {
        switch (tensor.dataType()) {
            case I64 -> ((LongBuffer) tensor.buffer()).put(index, number);
            case I32 -> ((IntBuffer) tensor.buffer()).put(index, (int) number);
            case BOOL -> ((ByteBuffer) tensor.buffer()).put(index, (byte) (number == 0 ? 0 : 1));
            case F32 -> tensor.floats().put(index, number);
        }
    }
}
