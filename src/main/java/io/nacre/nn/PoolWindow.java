package io.nacre.nn;

import io.nacre.op.Axis;
import io.nacre.op.Window;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The window of a pool.
 *
 * @param axes how many spatial axes there are
 */
public record PoolWindow(int axes, PerAxis kernelSize, PerAxis stride, PerAxis padding, PerAxis dilation) {

    /** Stride as the kernel, no padding, dilation 1: PyTorch's defaults. */
    static PoolWindow of(int axes, PerAxis kernelSize) {
        return new PoolWindow(axes, kernelSize, kernelSize, PerAxis.of(0), PerAxis.of(1));
    }

    PoolWindow withStride(PerAxis steps) {
        return new PoolWindow(axes, kernelSize, steps, padding, dilation);
    }

    PoolWindow withPadding(PerAxis amounts) {
        return new PoolWindow(axes, kernelSize, stride, amounts, dilation);
    }

    PoolWindow withDilation(PerAxis distances) {
        return new PoolWindow(axes, kernelSize, stride, padding, distances);
    }

    /** With tuples in place of single numbers, as some pools keep them. */
    PoolWindow spread() {
        return new PoolWindow(axes, tuple(kernelSize), tuple(stride), tuple(padding), tuple(dilation));
    }

    private PerAxis tuple(PerAxis numbers) {
        return PerAxis.tuple(numbers.spread(axes));
    }

    Window window() {
        int[] kernel = kernelSize.along(axes);
        int[] step = stride.along(axes);
        int[] pad = padding.along(axes);
        int[] distance = dilation.along(axes);
        return new Window(IntStream.range(0, axes)
                .mapToObj(axis -> new Axis(kernel[axis], step[axis], distance[axis], pad[axis], pad[axis]))
                .toList());
    }

    /** The window's extents along each axis, for the products of their number. */
    int taps() {
        return Arrays.stream(kernelSize.along(axes)).reduce(1, Math::multiplyExact);
    }

    /** How many windows there are along each axis. */
    int[] windows(int[] in, boolean ceil) {
        List<Axis> along = window().axes();
        int[] out = new int[axes];
        Arrays.setAll(
                out,
                axis -> ceil
                        ? along.get(axis).windowsCeil(in[axis])
                        : along.get(axis).windows(in[axis]));
        return out;
    }

    /** Checks the numbers as PyTorch's 2-d and 3-d pools do; its 1-d ones are 2-d underneath. */
    void check() {
        int[] kernel = kernelSize.along(axes);
        int[] step = stride.along(axes);
        int[] pad = padding.along(axes);
        int[] distance = dilation.along(axes);
        for (int axis = 0; axis < axes; axis++) {
            Checks.require(step[axis] != 0, "stride should not be zero");
            Checks.require(pad[axis] >= 0, "pad must be non-negative, but got pad: " + pad[axis]);
            Checks.require(
                    pad[axis] <= ((kernel[axis] - 1) * distance[axis] + 1) / 2,
                    "pad should be at most half of effective kernel size, but got pad=" + pad[axis] + ", kernel_size="
                            + kernel[axis] + " and dilation=" + distance[axis]);
        }
        positive("kernel size should be greater than zero, but got ", "k", kernel);
        positive("stride should be greater than zero, but got ", "d", step);
        positive("dilation should be greater than zero, but got ", "dilation", distance);
        Checks.require(
                IntStream.range(0, axes).allMatch(axis -> pad[axis] <= kernel[axis] / 2),
                "pad should be smaller than or equal to half of kernel size, but got " + halves(kernel, pad));
    }

    private void positive(String words, String prefix, int[] numbers) {
        List<String> labels = List.of(prefix + "T", prefix + "H", prefix + "W");
        Checks.require(
                Arrays.stream(numbers).allMatch(number -> number > 0),
                words + Words.labelled(" ", labels, ConvChecks.planar(numbers)));
    }

    private String halves(int[] kernel, int[] pad) {
        int[] k = ConvChecks.planar(kernel);
        int[] p = ConvChecks.planar(pad, 0);
        int h = k.length - 2;
        int w = k.length - 1;
        return axes < 3
                ? "padW = " + p[w] + ", padH = " + p[h] + ", kW = " + k[w] + ", kH = " + k[h]
                : "kT: " + k[0] + " kW: " + k[w] + " kH: " + k[h] + " padT: " + p[0] + " padW: " + p[w] + " padH: "
                        + p[h];
    }
}
