package io.nacre.tensor;

/** What a plan knows of a tensor: its element type and its shape. */
public record TensorType(DataType type, Shape shape) {

    /** A float32 tensor type. */
    public static TensorType f32(int... extents) {
        return new TensorType(DataType.F32, Shape.of(extents));
    }

    /** The type as which a device holds such a tensor. */
    public TensorType device() {
        return type.onDevice() ? this : new TensorType(type.device(), shape);
    }

    public long elements() {
        return shape.elements();
    }

    public long bytes() {
        return shape.elements() * type.bytes();
    }

    @Override
    public String toString() {
        return type.name().toLowerCase(java.util.Locale.ROOT) + " " + shape;
    }
}
