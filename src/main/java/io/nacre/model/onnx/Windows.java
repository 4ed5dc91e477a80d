package io.nacre.model.onnx;

import io.nacre.error.ShapeException;
import io.nacre.op.Axis;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A window as attributes have it, one number a spatial axis.
 *
 * @param before padding in front; zeros if {@code auto} decides
 * @param after padding behind; zeros if {@code auto} decides
 * @param auto how padding follows from the input's extents
 */
record Windows(int[] kernel, int[] strides, int[] dilations, int[] before, int[] after, Auto auto) {

    /** ONNX's {@code auto_pad}. */
    enum Auto {
        NOTSET,
        VALID,
        /** As many windows as strides; an odd element of padding goes behind. */
        SAME_UPPER,
        /** As many windows as strides; an odd element of padding goes in front. */
        SAME_LOWER;

        boolean isSame() {
            return this == SAME_UPPER || this == SAME_LOWER;
        }

        /** How much of a total padding goes in front. */
        int before(int total) {
            return this == SAME_UPPER ? total / 2 : total - total / 2;
        }
    }

    /** Reads a node's attributes, for a kernel of known extents. */
    static Windows of(OnnxNode node, int... kernel) {
        Auto auto;
        try {
            auto = Auto.valueOf(node.text("auto_pad", "NOTSET"));
        } catch (IllegalArgumentException e) {
            throw node.fault("auto_pad '" + node.text("auto_pad", "") + "' is none of " + Arrays.asList(Auto.values()));
        }
        int axes = kernel.length;
        int[] pads = auto == Auto.NOTSET ? numbers(node, "pads", 2 * axes, 0) : new int[2 * axes];
        return new Windows(
                kernel,
                numbers(node, "strides", axes, 1),
                numbers(node, "dilations", axes, 1),
                Arrays.copyOf(pads, axes),
                Arrays.copyOfRange(pads, axes, 2 * axes),
                auto);
    }

    /** Reads a node's attributes, the kernel's extents among them. */
    static Windows ofPool(OnnxNode node) {
        int[] kernel = node.ints("kernel_shape");
        if (kernel.length == 0) {
            throw node.fault("attribute 'kernel_shape' is missing");
        }
        Windows windows = of(node, kernel);
        for (int i = 0; i < kernel.length; i++) {
            long span = windows.span(i);
            if (windows.before[i] < 0
                    || windows.after[i] < 0
                    || windows.before[i] >= span
                    || windows.after[i] >= span) {
                throw new ShapeException(node.place() + ": padding " + windows.before[i] + " and " + windows.after[i]
                        + " must be from 0 to less than the window's " + span + " elements");
            }
        }
        return windows;
    }

    static int[] numbers(OnnxNode node, String attribute, int count, int absent) {
        int[] numbers = node.ints(attribute);
        if (numbers.length == 0) {
            numbers = new int[count];
            Arrays.fill(numbers, absent);
        }
        if (numbers.length != count) {
            throw node.fault("attribute '" + attribute + "' has " + numbers.length + " numbers, expected " + count);
        }
        return numbers;
    }

    long span(int axis) {
        return (long) dilations[axis] * (kernel[axis] - 1) + 1;
    }

    /** The window along one axis, padded as stated. */
    Axis axis(int axis) {
        return new Axis(kernel[axis], strides[axis], dilations[axis], before[axis], after[axis]);
    }

    /** The window for an input (N, C, spatial…). */
    Window on(OnnxNode node, Shape x) {
        checkRank(node, x);
        List<Axis> axes = new ArrayList<>();
        for (int i = 0; i < kernel.length; i++) {
            Axis axis = axis(i);
            if (auto.isSame()) {
                long in = x.extent(i + 2);
                long out = (in + strides[i] - 1) / strides[i];
                int total = Math.toIntExact(Math.max((out - 1) * strides[i] + axis.span() - in, 0));
                int front = auto.before(total);
                axis = new Axis(kernel[i], strides[i], dilations[i], front, total - front);
            }
            axes.add(axis);
        }
        return new Window(axes);
    }

    void checkRank(OnnxNode node, Shape x) {
        if (x.rank() != kernel.length + 2) {
            throw new ShapeException(node.place() + ": input " + x + " has rank " + x.rank() + ", a " + kernel.length
                    + "-d window expects rank " + (kernel.length + 2));
        }
    }
}
