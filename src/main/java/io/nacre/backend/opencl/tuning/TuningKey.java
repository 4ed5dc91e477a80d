package io.nacre.backend.opencl.tuning;

import io.nacre.op.AveragePool;
import io.nacre.op.Axis;
import io.nacre.op.Convolution;
import io.nacre.op.ConvolutionTranspose;
import io.nacre.op.MatMul;
import io.nacre.op.MaxPool;
import io.nacre.op.Normalization;
import io.nacre.op.Op;
import io.nacre.op.OpNames;
import io.nacre.op.Reduce;
import io.nacre.op.Softmax;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Operations that one result of the tuner serves: of one kind, with equal windows and groups, and with extents that are the
 * same when each is rounded up to a power of two. What is fused into them does not count, nor does padding.
 *
 * @param text in words: {@code convolution 1x64x64x64 to 1x64x64x64, window 3x3, stride 1x1, dilation 1x1, groups 1, constant}
 */
public record TuningKey(String text) {

    /**
     * The key of an operation; empty where there is nothing to tune.
     *
     * @param inputs the types of all operands
     * @param constant whether the right operand is known beforehand: weights, a matrix
     */
    public static Optional<TuningKey> of(Op op, List<TensorType> inputs, boolean constant) {
        String form = form(op, inputs, constant);
        return form.isEmpty()
                ? Optional.empty()
                : Optional.of(new TuningKey(OpNames.of(op) + " "
                        + bucket(inputs.get(0).shape()) + " to "
                        + bucket(op.outputs(inputs).get(0).shape()) + form));
    }

    /** What besides the kind and the extents decides how a kernel does; empty for operations that nobody tunes. */
    private static String form(Op op, List<TensorType> inputs, boolean constant) {
        String weights = constant ? ", constant" : ", run-time";
        if (op instanceof Convolution convolution) {
            return window(convolution.window()) + ", groups " + convolution.groups() + weights;
        }
        if (op instanceof ConvolutionTranspose convolution) {
            return window(convolution.window()) + ", groups " + convolution.groups() + weights;
        }
        if (op instanceof MatMul) {
            return " by " + bucket(inputs.get(1).shape()) + weights;
        }
        if (op instanceof MaxPool pool) {
            return window(pool.window()) + (pool.indices() ? ", positions" : "");
        }
        if (op instanceof AveragePool pool) {
            return window(pool.window());
        }
        if (op instanceof Softmax softmax) {
            return ", axis " + softmax.axis();
        }
        if (op instanceof Normalization normalization) {
            return ", axis " + normalization.axis() + ", span " + normalization.span();
        }
        if (op instanceof Reduce reduce && !reduce.function().locates()) {
            return ", axes " + reduce.axes();
        }
        return "";
    }

    private static String window(Window window) {
        return ", window " + along(window, Axis::kernel) + ", stride " + along(window, Axis::stride) + ", dilation "
                + along(window, Axis::dilation);
    }

    private static String along(Window window, ToIntFunction<Axis> number) {
        return window.axes().stream()
                .map(axis -> Integer.toString(number.applyAsInt(axis)))
                .collect(Collectors.joining("x"));
    }

    private static String bucket(Shape shape) {
        return Arrays.stream(shape.toArray())
                .mapToObj(extent -> Long.toString(bucket(extent)))
                .collect(Collectors.joining("x"));
    }

    /** The next power of two, for all extents up to which one result serves. */
    static long bucket(int extent) {
        return extent <= 1 ? extent : 2L * Integer.highestOneBit(extent - 1);
    }

    @Override
    public String toString() {
        return text;
    }
}
