package io.nacre.tensor.io;

import io.nacre.error.ModelException;
import io.nacre.tensor.Half;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/** How files store one element. Types that Nacre does not compute with are widened, or for doubles rounded, on reading. */
enum Elements {
    F32(4) {
        @Override
        Tensor tensor(ByteBuffer data, Shape shape) {
            return Tensor.of(data.asFloatBuffer(), shape);
        }
    },
    F64(8) {
        @Override
        Tensor tensor(ByteBuffer data, Shape shape) {
            return floats(shape, i -> data.getDouble(8 * i));
        }
    },
    F16(2) {
        @Override
        Tensor tensor(ByteBuffer data, Shape shape) {
            return floats(shape, i -> Half.toFloat(data.getShort(2 * i)));
        }
    },
    BF16(2) {
        @Override
        Tensor tensor(ByteBuffer data, Shape shape) {
            return floats(shape, i -> Half.fromBrain(data.getShort(2 * i)));
        }
    },
    /** One byte: sign, 4 bits of exponent, 3 of mantissa; no infinities. */
    F8_E4M3(1) {
        @Override
        Tensor tensor(ByteBuffer data, Shape shape) {
            return floats(shape, i -> {
                int bits = data.get(i);
                int magnitude = bits & 0x7f;
                double value = magnitude < 8
                        ? Math.scalb((double) magnitude, -9)
                        : Math.scalb(8.0 + (magnitude & 7), (magnitude >> 3) - 10);
                return magnitude == 0x7f ? Double.NaN : bits < 0 ? -value : value;
            });
        }
    },
    /** The upper byte of a half. */
    F8_E5M2(1) {
        @Override
        Tensor tensor(ByteBuffer data, Shape shape) {
            return floats(shape, i -> Half.toFloat((short) (data.get(i) << 8)));
        }
    },
    /** A power of two. */
    F8_E8M0(1) {
        @Override
        Tensor tensor(ByteBuffer data, Shape shape) {
            return floats(shape, i -> data.get(i) == -1 ? Double.NaN : Math.scalb(1.0, (data.get(i) & 0xff) - 127));
        }
    },
    I64(8) {
        @Override
        Tensor tensor(ByteBuffer data, Shape shape) {
            return Tensor.of(data.asLongBuffer(), shape);
        }
    },
    U64(8) {
        @Override
        Tensor tensor(ByteBuffer data, Shape shape) {
            for (int i = 0; i < count(shape); i++) {
                if (data.getLong(8 * i) < 0) {
                    throw new ModelException("element " + i + " is " + Long.toUnsignedString(data.getLong(8 * i))
                            + ", int64 holds at most 2^63 - 1");
                }
            }
            return Tensor.of(data.asLongBuffer(), shape);
        }
    },
    I32(4) {
        @Override
        Tensor tensor(ByteBuffer data, Shape shape) {
            return Tensor.of(data.asIntBuffer(), shape);
        }
    },
    U32(4) {
        @Override
        Tensor tensor(ByteBuffer data, Shape shape) {
            LongBuffer wide = LongBuffer.allocate(count(shape));
            for (int i = 0; i < wide.capacity(); i++) {
                wide.put(i, Integer.toUnsignedLong(data.getInt(4 * i)));
            }
            return Tensor.of(wide, shape);
        }
    },
    I16(2) {
        @Override
        Tensor tensor(ByteBuffer data, Shape shape) {
            return integers(shape, i -> data.getShort(2 * i));
        }
    },
    U16(2) {
        @Override
        Tensor tensor(ByteBuffer data, Shape shape) {
            return integers(shape, i -> Short.toUnsignedInt(data.getShort(2 * i)));
        }
    },
    I8(1) {
        @Override
        Tensor tensor(ByteBuffer data, Shape shape) {
            return integers(shape, data::get);
        }
    },
    U8(1) {
        @Override
        Tensor tensor(ByteBuffer data, Shape shape) {
            return integers(shape, i -> Byte.toUnsignedInt(data.get(i)));
        }
    },
    BOOL(1) {
        @Override
        Tensor tensor(ByteBuffer data, Shape shape) {
            ByteBuffer truth = ByteBuffer.allocate(count(shape));
            for (int i = 0; i < truth.capacity(); i++) {
                truth.put(i, (byte) (data.get(i) == 0 ? 0 : 1));
            }
            return Tensor.ofBooleans(truth, shape);
        }
    };

    private final int bytes;

    Elements(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    /**
     * A tensor of these elements.
     *
     * @param data exactly the shape's elements, in the byte order that the buffer has; not copied if the type is Nacre's
     */
    abstract Tensor tensor(ByteBuffer data, Shape shape);

    /** How a tensor of Nacre's is stored. */
    static Elements of(Tensor tensor) {
        return valueOf(tensor.dataType().name());
    }

    /** Appends a tensor's elements, in the target's byte order. */
    static void put(Tensor tensor, ByteBuffer target) {
        switch (tensor.dataType()) {
            case F32 -> target.asFloatBuffer().put(tensor.floats());
            case I32 -> target.asIntBuffer().put(tensor.ints());
            case I64 -> target.asLongBuffer().put(tensor.longs());
            case BOOL -> target.duplicate().put(tensor.booleans());
        }
        target.position(target.position() + Math.toIntExact(tensor.type().bytes()));
    }

    private static Tensor floats(Shape shape, IntToDoubleFunction value) {
        FloatBuffer floats = FloatBuffer.allocate(count(shape));
        for (int i = 0; i < floats.capacity(); i++) {
            floats.put(i, (float) value.applyAsDouble(i));
        }
        return Tensor.of(floats, shape);
    }

    private static Tensor integers(Shape shape, IntUnaryOperator value) {
        IntBuffer ints = IntBuffer.allocate(count(shape));
        for (int i = 0; i < ints.capacity(); i++) {
            ints.put(i, value.applyAsInt(i));
        }
        return Tensor.of(ints, shape);
    }

    private static int count(Shape shape) {
        return Math.toIntExact(shape.elements());
    }
}
