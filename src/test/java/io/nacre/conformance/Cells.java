package io.nacre.conformance;

import java.util.Arrays;
import java.util.function.Consumer;

/** Walks over row-major arrays by their indices, the slow and plain way. */
final class Cells {
    private Cells() {}

    static int count(int[] extents) {
        return Arrays.stream(extents).reduce(1, (a, b) -> a * b);
    }

    /** The index of a row-major position. */
    static int[] index(int position, int[] extents) {
        int[] index = new int[extents.length];
        int rest = position;
        for (int axis = extents.length - 1; axis >= 0; axis--) {
            index[axis] = rest % extents[axis];
            rest /= extents[axis];
        }
        return index;
    }

    /** The row-major position of an index. */
    static int position(int[] index, int[] extents) {
        int position = 0;
        for (int axis = 0; axis < extents.length; axis++) {
            position = position * extents[axis] + index[axis];
        }
        return position;
    }

    /** Every index, in row-major order. */
    static void each(int[] extents, Consumer<int[]> action) {
        int count = count(extents);
        for (int i = 0; i < count; i++) {
            action.accept(index(i, extents));
        }
    }

    /** Where an element of a broadcast result comes from in an operand aligned at the last axes. */
    static int broadcast(int[] index, int[] operand) {
        int[] own = new int[operand.length];
        for (int axis = 0; axis < operand.length; axis++) {
            own[axis] = operand[axis] == 1 ? 0 : index[axis + index.length - operand.length];
        }
        return position(own, operand);
    }

    /** The shape two operands are broadcast to. */
    static int[] broadcastExtents(int[] a, int[] b) {
        int[] extents = new int[Math.max(a.length, b.length)];
        for (int i = 1; i <= extents.length; i++) {
            int left = i <= a.length ? a[a.length - i] : 1;
            int right = i <= b.length ? b[b.length - i] : 1;
            extents[extents.length - i] = left == 1 ? right : left;
        }
        return extents;
    }
}
