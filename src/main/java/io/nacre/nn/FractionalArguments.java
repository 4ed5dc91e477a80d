package io.nacre.nn;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hyper-parameters of a fractional max pool: an output size, or its ratio to the input's.
 *
 * @param outputSize null if a ratio is given
 * @param outputRatio one for all axes or one for each, as given; empty if a size is given
 */
public record FractionalArguments(
        int axes, PerAxis kernelSize, @Nullable PerAxis outputSize, List<Number> outputRatio, boolean returnIndices) {

    public FractionalArguments {
        outputRatio = List.copyOf(outputRatio);
        Checks.require(
                outputSize != null || !outputRatio.isEmpty(),
                "FractionalMaxPool" + axes + "d requires specifying either an output size, or a pooling ratio");
        Checks.require(
                outputSize == null || outputRatio.isEmpty(),
                "only one of output_size and output_ratio may be specified");
        Checks.require(
                outputRatio.stream().allMatch(ratio -> ratio.doubleValue() > 0 && ratio.doubleValue() < 1),
                "output_ratio must be between 0 and 1 (got "
                        + (outputRatio.size() == 1 ? Words.of(outputRatio.get(0)) : Words.tuple(outputRatio)) + ")");
        Checks.require(
                isTuple(kernelSize, axes),
                "fractional_max_pool" + axes + "d: kernel_size must either be a single Int or tuple of "
                        + (axes == 3 ? "three " : "") + "Ints, but got " + kernelSize);
        Checks.require(
                outputSize == null || isTuple(outputSize, axes),
                "fractional_max_pool" + axes + "d: output_size must either be a single Int or tuple of "
                        + (axes == 3 ? "three " : "") + "Ints, but got " + outputSize);
        Checks.require(
                outputRatio.size() < 2 || outputRatio.size() == axes,
                "fractional_max_pool" + axes
                        + "d requires output_ratio to either be a single Int or tuple of Ints., but got "
                        + outputRatio);
        Checks.require(
                Arrays.stream(kernelSize.along(axes)).allMatch(size -> size > 0),
                "kernel_size must be greater than 0, but got " + kernelSize);
    }

    private static boolean isTuple(PerAxis numbers, int axes) {
        return !numbers.tuple() || numbers.numbers().size() == axes;
    }

    static FractionalArguments toSize(int axes, PerAxis kernelSize, PerAxis outputSize) {
        return new FractionalArguments(axes, kernelSize, outputSize, List.of(), false);
    }

    FractionalArguments withIndices(boolean indices) {
        return new FractionalArguments(axes, kernelSize, outputSize, outputRatio, indices);
    }

    int[] output(int[] in) {
        if (outputSize != null) {
            return outputSize.along(axes);
        }
        int[] out = new int[axes];
        Arrays.setAll(out, axis -> (int)
                (in[axis] * outputRatio.get(outputRatio.size() == 1 ? 0 : axis).doubleValue()));
        return out;
    }
}
