package io.nacre.nn;

import io.nacre.error.ShapeException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The hyper-parameters of a transposed convolution.
 *
 * @param convolution those it shares with a convolution
 * @param outputPadding elements added behind the result along each axis
 * @param outputSize the size that the result is to have, as PyTorch takes it at the call: spatial extents, or all of
 *     them; empty if it follows from {@code outputPadding}
 */
public record ConvTransposeArguments(ConvArguments convolution, List<Integer> outputPadding, List<Integer> outputSize) {

    public ConvTransposeArguments {
        outputPadding = List.copyOf(outputPadding);
        outputSize = List.copyOf(outputSize);
        Checks.require(
                convolution.paddingMode() == PaddingMode.ZEROS,
                "Only \"zeros\" padding mode is supported for ConvTranspose" + convolution.axes() + "d");
        Checks.require(
                !convolution.padding().isRule(),
                "ConvTranspose" + convolution.axes() + "d takes padding as numbers, but got padding='"
                        + convolution.padding() + "'");
        ConvTransposeNd.weight(convolution); // checks the extents
        ConvArguments.checkLength(
                "output_padding", outputPadding, convolution.kernelSize().size());
        outputPadding.forEach(amount -> Checks.require(amount >= 0, "negative output_padding is not supported"));
        checkOutputPadding(convolution, outputPadding);
    }

    static ConvTransposeArguments of(ConvArguments convolution) {
        return new ConvTransposeArguments(convolution, Collections.nCopies(convolution.axes(), 0), List.of());
    }

    private static void checkOutputPadding(ConvArguments convolution, List<Integer> outputPadding) {
        int axes = convolution.axes();
        if (convolution.kernelSize().size() != axes) {
            return; // said with an input at hand
        }
        int[] extra = PerAxis.tuple(outputPadding).along(axes);
        boolean legal = convolution.dilation().stream().anyMatch(distance -> distance < 1) // likewise
                || IntStream.range(0, axes)
                        .allMatch(axis -> extra[axis] < Math.max(convolution.stride(axis), convolution.dilation(axis)));
        if (!legal) {
            int[] strides = IntStream.range(0, axes).map(convolution::stride).toArray();
            int[] dilations =
                    IntStream.range(0, axes).map(convolution::dilation).toArray();
            throw new ShapeException("output padding must be smaller than either stride or dilation, but got "
                    + Words.labelled(" ", ConvChecks.named("output_padding_"), ConvChecks.planar(extra, 0)) + " "
                    + Words.labelled(" ", ConvChecks.named("stride_"), ConvChecks.planar(strides)) + " "
                    + Words.labelled(" ", ConvChecks.named("dilation_"), ConvChecks.planar(dilations)));
        }
    }

    ConvTransposeArguments with(ConvArguments replacement) {
        return new ConvTransposeArguments(replacement, outputPadding, outputSize);
    }

    ConvTransposeArguments withOutputPadding(PerAxis amounts) {
        return new ConvTransposeArguments(convolution, amounts.spread(convolution.axes()), outputSize);
    }

    ConvTransposeArguments withOutputSize(List<Integer> size) {
        return new ConvTransposeArguments(convolution, outputPadding, size);
    }

    String describe() {
        boolean extra = outputPadding.stream().anyMatch(amount -> amount != 0);
        return convolution.describe(extra ? ", output_padding=" + Words.tuple(outputPadding) : "");
    }
}
