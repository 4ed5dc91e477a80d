package io.nacre.nn;

import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a convolution demands of its input, in PyTorch's words. PyTorch computes 1-d convolutions as 2-d ones, and some
 * of its errors show it.
 */
record ConvChecks(Scope scope, ConvArguments arguments, boolean transposed) {
    private static final List<String> AXES = List.of("depth", "height", "width");

    void rank(Shape x) {
        int axes = arguments.axes();
        if (x.rank() != axes + 1 && x.rank() != axes + 2) {
            throw scope.fault("Expected " + (axes + 1) + "D (unbatched) or " + (axes + 2) + "D (batched) input to "
                    + (transposed ? "conv_transpose" : "conv") + axes + "d, but got input of size: "
                    + Words.list(x));
        }
        int rank = arguments.kernelSize().size() + 2;
        if (rank != axes + 2) {
            Shape weight = weight();
            throw scope.fault("Expected " + rank + "-dimensional input for " + rank + "-dimensional weight "
                    + Words.list(weight) + ", but got " + (axes + 2) + "-dimensional input of size "
                    + Words.list(x.rank() == axes + 2 ? x : Shapes.prepend(1, x)) + " instead");
        }
    }

    /** A tuple of one serves all axes, but not beside a padding mode: PyTorch pads the last axis only. */
    void padding(Shape x) {
        ConvPadding padding = arguments.padding();
        if (!padding.isRule() && padding.amounts().size() == 1 && arguments.axes() > 1) {
            throw scope.fault("Padding size 2 is not supported for " + x.rank() + "D input tensor. (padding=" + padding
                    + ", padding_mode=" + arguments.paddingMode() + ")");
        }
    }

    /** What PyTorch says of the hyper-parameters once it has an input. */
    void values() {
        int[] kernel =
                arguments.kernelSize().stream().mapToInt(Integer::intValue).toArray();
        if (IntStream.of(kernel).anyMatch(size -> size < 1)) {
            throw scope.fault(kernelFault(kernel));
        }
        int[] dilation = planar(
                IntStream.range(0, arguments.axes()).map(arguments::dilation).toArray());
        if (IntStream.of(dilation).anyMatch(distance -> distance < 1)) {
            throw scope.fault("dilation should be greater than zero, but got "
                    + (transposed ? Words.labelled(", ", named("dilation_"), dilation) : Words.list(dilation))
                    + "; non-positive dilation is not supported");
        }
    }

    private String kernelFault(int[] kernel) {
        if (arguments.axes() < 3) {
            return "kernel size should be greater than zero, but got "
                    + Words.labelled(" ", named("kernel_"), planar(kernel));
        }
        return transposed
                ? "non-empty 5D (n_output_plane x n_input_plane x kernel_depth x kernel_height x kernel_width) tensor"
                        + " expected for weight, but got: " + Words.list(weight())
                : "kernel size should be greater than zero, but got: " + Words.times(kernel) + " (TxHxW)";
    }

    /** Whether weight and input fit; with an even kernel PyTorch adds the odd element of {@code same} beforehand. */
    void channels(Shape batch, Window window) {
        Shape weight = weight();
        if (weight.extent(0) == 0) {
            throw scope.fault("Given groups=" + arguments.groups() + ", expected weight to be at least "
                    + arguments.groups() + " at dimension 0, but got weight of size " + Words.list(weight)
                    + " instead");
        }
        if (batch.extent(1) != arguments.inChannels()) {
            throw scope.fault("Given " + (transposed ? "transposed=1" : "groups=" + arguments.groups())
                    + ", weight of size " + Words.list(weight) + ", expected input" + Words.list(odd(batch, window))
                    + " to have "
                    + arguments.inChannels() + " channels, but got " + batch.extent(1) + " channels instead");
        }
    }

    private static int[] odd(Shape batch, Window window) {
        int[] extents = batch.toArray();
        for (int axis = 0; axis < window.axes().size(); axis++) {
            extents[axis + 2] += window.axis(axis).after() - window.axis(axis).before();
        }
        return extents;
    }

    /** Whether the kernel fits into the padded input. */
    void size(Shape batch, Window window) {
        int[] padded = new int[arguments.axes()];
        boolean fits = true;
        for (int axis = 0; axis < padded.length; axis++) {
            padded[axis] = batch.extent(axis + 2)
                    + window.axis(axis).before()
                    + window.axis(axis).after();
            fits &= padded[axis] >= arguments.span(axis);
        }
        if (!fits) {
            throw scope.fault("Calculated padded input size per channel: (" + Words.times(padded) + "). Kernel size: ("
                    + Words.times(arguments.spans())
                    + "). Kernel size can't be greater than actual input size");
        }
        notEmpty(batch);
    }

    void notEmpty(Shape batch) {
        if (batch.extent(0) > 0 && batch.elements(2, batch.rank()) == 0) {
            throw scope.fault("Only zero batch or zero channel inputs are supported, but got input shape: "
                    + Words.list(batch.rank() > 3 ? batch.toArray() : Shapes.splice(batch, 2, 2, 1)));
        }
    }

    private Shape weight() {
        return transposed ? ConvTransposeNd.weight(arguments) : ConvNd.weight(arguments);
    }

    /** A 1-d tuple as PyTorch shows it: as the second number of a 2-d one that is 1 first. */
    static int[] planar(int[] numbers) {
        return planar(numbers, 1);
    }

    static int[] planar(int[] numbers, int first) {
        return numbers.length > 1 ? numbers : new int[] {first, numbers[0]};
    }

    static List<String> named(String prefix) {
        return AXES.stream().map(axis -> prefix + axis).toList();
    }
}
