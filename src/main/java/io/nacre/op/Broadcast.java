package io.nacre.op;

import io.nacre.error.ShapeException;
import io.nacre.tensor.Shape;

/** NumPy's and PyTorch's broadcasting: shapes are aligned at their last axes, extent 1 repeats. */
public final class Broadcast {
    private Broadcast() {}

    /** The common shape of two operands. */
    static Shape shape(Op op, Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        int[] extents = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            int left = extent(a, axis - rank);
            int right = extent(b, axis - rank);
            if (left != right && left != 1 && right != 1) {
                throw new ShapeException(op.kind() + ": The size of tensor a (" + left
                        + ") must match the size of tensor b (" + right + ") at non-singleton dimension " + axis + " ("
                        + a + " and " + b + ")");
            }
            extents[axis] = left == 1 ? right : left;
        }
        return Shape.of(extents);
    }

    /** The strides with which a dense operand is read along the axes of the shape it is broadcast to. */
    public static long[] strides(Shape operand, Shape to) {
        long[] dense = operand.strides();
        long[] strides = new long[to.rank()];
        int missing = to.rank() - operand.rank();
        for (int axis = missing; axis < to.rank(); axis++) {
            strides[axis] = operand.extent(axis - missing) == 1 ? 0 : dense[axis - missing];
        }
        return strides;
    }

    private static int extent(Shape shape, int axisFromEnd) {
        return -axisFromEnd > shape.rank() ? 1 : shape.extent(axisFromEnd);
    }
}
