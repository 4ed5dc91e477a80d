package io.nacre.nn;

import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.Arrays;
import java.util.List;

/**
 * The hyper-parameters of an unpool.
 *
 * @param window the window of the pool that it undoes
 * @param outputSize the size that the result is to have, as PyTorch takes it at the call: spatial extents, or all of
 *     them; empty if it follows from the window
 */
public record UnpoolArguments(PoolWindow window, List<Integer> outputSize) {
    public UnpoolArguments {
        checkLength(window, "output_size, but got", window.kernelSize());
        checkLength(window, "stride, but got:", window.stride());
        checkLength(window, "padding, but got:", window.padding());
        window = window.spread();
        outputSize = List.copyOf(outputSize);
    }

    private static void checkLength(PoolWindow window, String name, PerAxis numbers) {
        int axes = window.axes();
        int given = numbers.numbers().size();
        String expected = axes == 3
                ? "three elements (depth, height, width)"
                : axes == 2 ? "two elements (height, width)" : "one element (width)";
        Checks.require(
                !numbers.tuple() || given == axes,
                "There should be exactly " + expected + " in " + name + " " + given + " elements.");
    }

    UnpoolArguments with(PoolWindow replacement) {
        return new UnpoolArguments(replacement, outputSize);
    }

    UnpoolArguments withOutputSize(List<Integer> size) {
        return new UnpoolArguments(window, size);
    }

    /** The spatial extents of the result. */
    int[] output(Scope scope, Shape x) {
        int axes = window.axes();
        int[] in = Shapes.last(x, Math.min(axes, x.rank()));
        int[] stride = window.stride().along(axes);
        int[] out = new int[in.length];
        Arrays.setAll(
                out,
                axis -> (in[axis] - 1) * stride[axis]
                        + window.kernelSize().along(axes)[axis]
                        - 2 * window.padding().along(axes)[axis]);
        int[] result = outputSize.isEmpty() ? out : given(scope, out, stride);
        for (int axis = 0; axis < result.length; axis++) {
            if (result[axis] < 0) {
                throw scope.fault("max_unpooling: output_size must contain non-negative spatial dimensions, but got"
                        + " output_size[" + axis + "]=" + result[axis]);
            }
        }
        return result;
    }

    private int[] given(Scope scope, int[] standard, int[] stride) {
        int axes = window.axes();
        List<Integer> size = outputSize.size() == axes + 2 ? outputSize.subList(2, axes + 2) : outputSize;
        if (size.size() != axes) {
            throw scope.fault("output_size should be a sequence containing " + axes + " or " + (axes + 2)
                    + " elements, but it has a length of '" + size.size() + "'");
        }
        for (int axis = 0; axis < axes; axis++) {
            int least = standard[axis] - stride[axis];
            int most = standard[axis] + stride[axis];
            if (size.get(axis) <= least || size.get(axis) >= most) {
                throw scope.fault("invalid output_size \"" + size + "\" (dim " + axis + " must be between " + least
                        + " and " + most + ")");
            }
        }
        return size.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Checks the values' shape and that of their positions; PyTorch's 1-d unpool is a 2-d one underneath. */
    void check(Scope scope, Shape x, TensorType given) {
        int axes = window.axes();
        int shown = Math.max(axes, 2);
        Shape indices = given.shape();
        if (given.type() != DataType.I64) {
            throw scope.fault("elements in indices should be type int64 but got: "
                    + (given.type() == DataType.F32 ? "Float" : given.type() == DataType.I32 ? "Int" : "Bool"));
        }
        if (x.rank() != axes + 1 && x.rank() != axes + 2) {
            throw scope.fault("Input to max_unpooling" + shown + "d should be a " + (shown + 1) + "d or " + (shown + 2)
                    + "d Tensor, but got a tensor with " + (axes == 1 ? x.rank() + 1 : x.rank()) + " dimensions.");
        }
        if (axes == 3 && window.stride().numbers().stream().anyMatch(step -> step < 1)) {
            throw scope.fault("strides should be greater than zero, but got stride: "
                    + Arrays.toString(window.stride().along(axes)));
        }
        if (!x.equals(indices)) {
            throw scope.fault("Expected shape of indices to be same as that of the input tensor (" + planar(x)
                    + ") but got indices tensor with shape: " + planar(indices));
        }
        for (int axis = 1; axis < x.rank(); axis++) { // as PyTorch, which looks past the first axis
            if (x.extent(axis) == 0) {
                throw scope.fault("max_unpooling" + shown + "d_forward_out_cpu(): Expected input to have non-zero size"
                        + " for non-batch dimensions, but got " + planar(x) + " with dimension " + axis
                        + " being empty.");
            }
        }
    }

    private String planar(Shape shape) {
        return Words.list(window.axes() == 1 ? Shapes.splice(shape, shape.rank(), shape.rank(), 1) : shape.toArray());
    }

    String describe() {
        return "kernel_size=" + window.kernelSize() + ", stride=" + window.stride() + ", padding=" + window.padding();
    }
}
