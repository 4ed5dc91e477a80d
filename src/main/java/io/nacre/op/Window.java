package io.nacre.op;

import io.nacre.error.ShapeException;
import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A sliding window over 1 to 3 spatial axes, outermost first.
 *
 * @param axes the window along each spatial axis
 */
public record Window(List<Axis> axes) {
    public Window {
        axes = List.copyOf(axes);
        if (axes.isEmpty() || axes.size() > 3) {
            throw new ShapeException("Window: " + axes.size() + " spatial axes, 1 to 3 are possible");
        }
    }

    public static Window of(Axis... axes) {
        return new Window(List.of(axes));
    }

    public Axis axis(int index) {
        return axes.get(index);
    }

    /** The same window in 3-d: unit axes in front. Every backend sees windows only so. */
    public Window volume() {
        List<Axis> three = new ArrayList<>(Collections.nCopies(3 - axes.size(), Axis.UNIT));
        three.addAll(axes);
        return new Window(three);
    }

    /** The number of taps. */
    public long taps() {
        return axes.stream().mapToLong(Axis::kernel).reduce(1, (a, b) -> a * b);
    }

    /** Kernel extents, outermost first. */
    public Shape kernel() {
        return Shape.of(axes.stream().map(Axis::kernel).toList());
    }

    /** Whether the window is a single element at every position: stride 1, no padding. */
    public boolean isPointwise() {
        return axes.stream().allMatch(Axis::isUnit);
    }

    /** The shape of the result: batch and channels as given, windows along each spatial axis. */
    Shape output(Op op, Shape input, int channels, boolean ceil) {
        Operands.spatial(op, input, axes.size());
        int[] extents = input.toArray();
        extents[1] = channels;
        for (int i = 0; i < axes.size(); i++) {
            Axis axis = axes.get(i);
            int in = extents[i + 2];
            int out = ceil ? axis.windowsCeil(in) : axis.windows(in);
            if (out < 1) {
                throw new ShapeException(op.kind() + ": a window of " + axis.span() + " elements does not fit into "
                        + in + " elements padded by " + axis.before() + " and " + axis.after() + " (spatial axis " + i
                        + " of input " + input + ")");
            }
            extents[i + 2] = out;
        }
        return Shape.of(extents);
    }
}
