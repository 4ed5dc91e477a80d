package io.nacre.tensor;

import io.nacre.error.ShapeException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/**
 * A host tensor: contiguous, row-major elements in a Java array, a direct buffer or a mapped file.
 *
 * <p>Tensors need no closing. They are shared, not copied, wherever they go: whoever hands one to a model or a session
 * must not change its elements afterwards. Two tensors are equal only if they are the same object.
 */
public final class Tensor {
    private final TensorType type;
    private final Buffer elements;

    private Tensor(TensorType type, Buffer elements) {
        if (elements.remaining() != type.elements()) {
            throw new ShapeException("Tensor: shape " + type.shape() + " has " + type.elements()
                    + " elements, the data " + elements.remaining());
        }
        this.type = type;
        this.elements = elements;
    }

    /** A float32 tensor over the given array, which is not copied. */
    public static Tensor of(float[] values, int... extents) {
        return of(FloatBuffer.wrap(values), Shape.of(extents));
    }

    /** An int64 tensor over the given array, which is not copied. */
    public static Tensor of(long[] values, int... extents) {
        return of(LongBuffer.wrap(values), Shape.of(extents));
    }

    /** An int32 tensor over the given array, which is not copied. */
    public static Tensor of(int[] values, int... extents) {
        return of(IntBuffer.wrap(values), Shape.of(extents));
    }

    /** A float32 tensor over the buffer's remaining elements, which are not copied. */
    public static Tensor of(FloatBuffer values, Shape shape) {
        return new Tensor(new TensorType(DataType.F32, shape), values.slice());
    }

    /** An int64 tensor over the buffer's remaining elements, which are not copied. */
    public static Tensor of(LongBuffer values, Shape shape) {
        return new Tensor(new TensorType(DataType.I64, shape), values.slice());
    }

    /** An int32 tensor over the buffer's remaining elements, which are not copied. */
    public static Tensor of(IntBuffer values, Shape shape) {
        return new Tensor(new TensorType(DataType.I32, shape), values.slice());
    }

    /** A boolean tensor over bytes that are 0 or 1, which are not copied. */
    public static Tensor ofBooleans(ByteBuffer values, Shape shape) {
        return new Tensor(new TensorType(DataType.BOOL, shape), values.slice());
    }

    /** A new tensor of zeros on the Java heap. */
    public static Tensor zeros(TensorType type) {
        if (type.elements() > Integer.MAX_VALUE - 8) {
            throw new ShapeException(
                    "Tensor: " + type + " has " + type.elements() + " elements, a Java array holds at most 2^31 - 9");
        }
        int count = (int) type.elements();
        return new Tensor(
                type,
                switch (type.type()) {
                    case F32 -> FloatBuffer.allocate(count);
                    case I32 -> IntBuffer.allocate(count);
                    case I64 -> LongBuffer.allocate(count);
                    case BOOL -> ByteBuffer.allocate(count);
                });
    }

    public TensorType type() {
        return type;
    }

    public DataType dataType() {
        return type.type();
    }

    public Shape shape() {
        return type.shape();
    }

    /** The same elements under another shape of as many elements. */
    public Tensor reshape(Shape shape) {
        return new Tensor(new TensorType(type.type(), shape), elements.duplicate());
    }

    /** The elements as a copy; the tensor must be float32. */
    public float[] toFloats() {
        float[] copy = new float[elements.remaining()];
        floats().get(copy);
        return copy;
    }

    /** The elements as a copy; the tensor must be of an integer type or boolean. */
    public long[] toLongs() {
        long[] copy = new long[elements.remaining()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = integer(i);
        }
        return copy;
    }

    /** A buffer over the elements of a float32 tensor, sharing them. */
    public FloatBuffer floats() {
        return (FloatBuffer) buffer(DataType.F32);
    }

    /** A buffer over the elements of an int64 tensor, sharing them. */
    public LongBuffer longs() {
        return (LongBuffer) buffer(DataType.I64);
    }

    /** A buffer over the elements of an int32 tensor, sharing them. */
    public IntBuffer ints() {
        return (IntBuffer) buffer(DataType.I32);
    }

    /** A buffer over the bytes (0 or 1) of a boolean tensor, sharing them. */
    public ByteBuffer booleans() {
        return (ByteBuffer) buffer(DataType.BOOL);
    }

    /** The typed buffer over the elements, sharing them: a {@code FloatBuffer} for float32 and so on. */
    public Buffer buffer() {
        return elements.duplicate();
    }

    /**
     * The typed buffer over the elements, the same one at every call: for transfers, which must not make a buffer each
     * time. Whoever uses it reads and writes at absolute positions, and leaves its own position and limit alone.
     */
    public Buffer memory() {
        return elements;
    }

    /** One element of an integer or boolean tensor, by its flat index. */
    public long integer(int index) {
        return switch (type.type()) {
            case I64 -> ((LongBuffer) elements).get(index);
            case I32 -> ((IntBuffer) elements).get(index);
            case BOOL -> ((ByteBuffer) elements).get(index);
            case F32 -> throw new ShapeException("Tensor: " + type + " holds floats, integers were asked for");
        };
    }

    private Buffer buffer(DataType wanted) {
        if (type.type() != wanted) {
            throw new ShapeException("Tensor: " + type + " was asked for elements of type " + wanted);
        }
        return elements.duplicate();
    }

    /** The elements as PyTorch prints them, those in the middle of large tensors left out, and the type. */
    @Override
    public String toString() {
        return TensorText.of(this);
    }
}
