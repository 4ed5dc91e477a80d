package io.nacre.model.onnx;

import io.nacre.graph.Value;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Half;
import org.jspecify.annotations.Nullable;

/**
 * ONNX's element types that hold numbers, by their codes in files, and what each becomes at load: other floats become
 * float32, narrow integers int32, wide ones int64.
 */
enum ElementType {
    FLOAT(1, 4, DataType.F32),
    UINT8(2, 1, DataType.I32),
    INT8(3, 1, DataType.I32),
    UINT16(4, 2, DataType.I32),
    INT16(5, 2, DataType.I32),
    INT32(6, 4, DataType.I32),
    INT64(7, 8, DataType.I64),
    BOOL(9, 1, DataType.BOOL),
    FLOAT16(10, 2, DataType.F32),
    DOUBLE(11, 8, DataType.F32),
    UINT32(12, 4, DataType.I64),
    UINT64(13, 8, DataType.I64),
    BFLOAT16(16, 2, DataType.F32);

    private static final String[] OTHERS = {
        "UNDEFINED", "", "", "", "", "", "", "", "STRING", "", "", "", "", "", "COMPLEX64", "COMPLEX128"
    };

    private final int code;
    private final int bytes;
    private final DataType type;

    ElementType(int code, int bytes, DataType type) {
        this.code = code;
        this.bytes = bytes;
        this.type = type;
    }

    /** The widest type that becomes what a value is. */
    static ElementType like(Value value) {
        return of(value.type().type());
    }

    /** The type that holds such elements as they are. */
    static ElementType of(DataType type) {
        return switch (type) {
            case F32 -> FLOAT;
            case I32 -> INT32;
            case I64 -> INT64;
            case BOOL -> BOOL;
        };
    }

    static @Nullable ElementType of(int code) {
        for (ElementType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return null;
    }

    /** The type's name in ONNX, or its number if it is none of these. */
    static String name(int code) {
        ElementType known = of(code);
        if (known != null) {
            return known.name();
        }
        boolean named = code >= 0 && code < OTHERS.length && !OTHERS[code].isEmpty();
        return named ? OTHERS[code] : "type " + code;
    }

    /** The type's number in a file. */
    int code() {
        return code;
    }

    /** The size of one element in a file. */
    int bytes() {
        return bytes;
    }

    /** What its elements become at load. */
    DataType type() {
        return type;
    }

    /** An integer as this type holds it, wrapped around as in C. */
    long wrap(long number) {
        return switch (this) {
            case UINT8 -> number & 0xFF;
            case INT8 -> (byte) number;
            case UINT16 -> number & 0xFFFF;
            case INT16 -> (short) number;
            case INT32 -> (int) number;
            case UINT32 -> number & 0xFFFF_FFFFL;
            case BOOL -> number == 0 ? 0 : 1;
            case INT64, UINT64, FLOAT, FLOAT16, BFLOAT16, DOUBLE -> number;
        };
    }

    /** A number as this floating-point type holds it, to float32's precision. */
    float round(double number) {
        float single = (float) number;
        return switch (this) {
            case FLOAT16 -> Half.toFloat(Half.of(single));
            case BFLOAT16 -> Half.fromBrain(Half.toBrain(single));
            default -> single;
        };
    }
}
