package io.nacre.backend;

import io.nacre.tensor.Shape;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The elements of a buffer that a tensor occupies under a view: equal runs at equal distances.
 *
 * @param shape the tensor's shape
 * @param view where it lies
 */
record Extent(Shape shape, View view) {

    /** Elements of one sample. */
    long sample() {
        return shape.rank() == 0 ? 1 : shape.elements(1, shape.rank());
    }

    boolean isDense() {
        return view.batchStride() == sample() || samples() <= 1;
    }

    private long samples() {
        return shape.rank() == 0 ? 1 : shape.extent(0);
    }

    int runs() {
        return shape.elements() == 0 ? 0 : isDense() ? 1 : shape.extent(0);
    }

    /** Elements of one run. */
    long run() {
        return isDense() ? shape.elements() : sample();
    }

    /** The first element of a run. */
    long start(int run) {
        return view.offset() + run * view.batchStride();
    }

    /** The element behind the last. */
    long end() {
        return shape.elements() == 0 ? view.offset() : start(runs() - 1) + run();
    }

    boolean overlaps(Extent other) {
        if (view.buffer() != other.view.buffer() || view.offset() >= other.end() || other.view.offset() >= end()) {
            return false;
        }
        for (int i = 0; i < runs(); i++) {
            for (int j = 0; j < other.runs(); j++) {
                if (start(i) < other.start(j) + other.run() && other.start(j) < start(i) + run()) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean contains(long position) {
        for (int i = 0; i < runs(); i++) {
            if (position >= start(i) && position < start(i) + run()) {
                return true;
            }
        }
        return false;
    }

    /** An element of a run as a position in the tensor: {@code [0, 2, 31]}. */
    String position(int run, long element) {
        long flat = run * run() + element;
        int[] index = new int[shape.rank()];
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            index[axis] = (int) (flat % shape.extent(axis));
            flat /= shape.extent(axis);
        }
        return Arrays.stream(index).mapToObj(Integer::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
