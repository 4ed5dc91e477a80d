package io.nacre.tensor;

import io.nacre.error.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The extents of a tensor, outermost first. Immutable; extents are never negative, rank 0 is a scalar. */
public final class Shape {
    private static final Shape SCALAR = new Shape(new int[0]);
    private final int[] extents;

    private Shape(int[] extents) {
        this.extents = extents;
    }

    public static Shape of(int... extents) {
        if (extents.length == 0) {
            return SCALAR;
        }
        long elements = 1;
        for (int extent : extents) {
            if (extent < 0) {
                throw new ShapeException("Shape " + join(extents) + ": extent " + extent + " is negative");
            }
            if (extent != 0 && elements > Long.MAX_VALUE / extent) {
                throw new ShapeException("Shape " + join(extents) + ": more than 2^63 elements");
            }
            elements *= extent;
        }
        return new Shape(extents.clone());
    }

    public static Shape of(List<Integer> extents) {
        int[] sizes = new int[extents.size()];
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = extents.get(axis);
        }
        return of(sizes);
    }

    public int rank() {
        return extents.length;
    }

    /** The extent of an axis; negative axes count from the end, as in Python. */
    public int extent(int axis) {
        return extents[axis < 0 ? axis + extents.length : axis];
    }

    /** The number of elements: the product of all extents, 1 for a scalar. */
    public long elements() {
        return elements(0, extents.length);
    }

    /** The product of the extents of axes {@code from} (inclusive) to {@code to} (exclusive). */
    public long elements(int from, int to) {
        long product = 1;
        for (int axis = from; axis < to; axis++) {
            product *= extents[axis];
        }
        return product;
    }

    /** The extents as a new array. */
    public int[] toArray() {
        return extents.clone();
    }

    /** This shape with one extent replaced. */
    public Shape with(int axis, int extent) {
        int[] copy = extents.clone();
        copy[axis < 0 ? axis + copy.length : axis] = extent;
        return of(copy);
    }

    /** Row-major strides in elements. */
    public long[] strides() {
        long[] strides = new long[extents.length];
        long stride = 1;
        for (int axis = extents.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= extents[axis];
        }
        return strides;
    }

    /**
     * The axis as a number from 0 to rank-1.
     *
     * @param axis from -rank to rank-1, negative ones counting from the end
     * @param place who asks, for the error
     */
    public int axis(int axis, String place) {
        if (axis < -extents.length || axis >= extents.length) {
            throw new ShapeException(place + ": Dimension out of range (expected to be in range of [" + -extents.length
                    + ", " + (extents.length - 1) + "], but got " + axis + ") for shape " + this);
        }
        return axis < 0 ? axis + extents.length : axis;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(extents, shape.extents);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(extents);
    }

    /** Extents joined by "×": {@code 1×3×224×224}; a scalar is {@code scalar}. */
    @Override
    public String toString() {
        return extents.length == 0 ? "scalar" : join(extents);
    }

    private static String join(int[] extents) {
        return Arrays.stream(extents).mapToObj(Integer::toString).collect(Collectors.joining("×"));
    }
}
