package io.nacre.nn;

import io.nacre.op.Axis;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The hyper-parameters of a convolution, named as in PyTorch; lists hold one number a spatial axis, outermost first.
 *
 * @param axes how many spatial axes there are
 */
public record ConvArguments(
        int axes,
        int inChannels,
        int outChannels,
        List<Integer> kernelSize,
        List<Integer> stride,
        ConvPadding padding,
        List<Integer> dilation,
        int groups,
        boolean bias,
        PaddingMode paddingMode) {

    public ConvArguments {
        kernelSize = List.copyOf(kernelSize);
        stride = List.copyOf(stride);
        dilation = List.copyOf(dilation);
        Checks.require(groups > 0, "groups must be a positive integer");
        Checks.require(inChannels % groups == 0, "in_channels must be divisible by groups");
        Checks.require(outChannels % groups == 0, "out_channels must be divisible by groups");
        boolean strided = stride.stream().anyMatch(step -> step != 1);
        Checks.require(!padding.isSame() || !strided, "padding='same' is not supported for strided convolutions");
        checkLength("stride", stride, kernelSize.size());
        checkLength("padding", padding.amounts(), kernelSize.size());
        checkLength("dilation", dilation, kernelSize.size());
        boolean padsItself = paddingMode == PaddingMode.ZEROS; // the other modes pad first, and may crop
        padding.amounts()
                .forEach(amount -> Checks.require(amount >= 0 || !padsItself, "negative padding is not supported"));
        stride.forEach(step -> Checks.require(step > 0, "non-positive stride is not supported"));
    }

    /** A convolution with PyTorch's defaults. */
    static ConvArguments of(int axes, int inChannels, int outChannels, PerAxis kernelSize) {
        List<Integer> ones = Collections.nCopies(axes, 1);
        ConvPadding none = ConvPadding.of(Collections.nCopies(axes, 0));
        return new ConvArguments(
                axes, inChannels, outChannels, kernelSize.spread(axes), ones, none, ones, 1, true, PaddingMode.ZEROS);
    }

    static void checkLength(String name, List<Integer> numbers, int expected) {
        Checks.require(
                numbers.size() == 1 || numbers.size() == expected,
                "expected " + name + " to be a single integer value or a list of " + expected
                        + " values to match the convolution dimensions, but got " + name + "=" + numbers);
    }

    ConvArguments withKernelSize(PerAxis kernelSize) {
        return new ConvArguments(
                axes,
                inChannels,
                outChannels,
                kernelSize.spread(axes),
                stride,
                padding,
                dilation,
                groups,
                bias,
                paddingMode);
    }

    ConvArguments withStride(PerAxis steps) {
        return new ConvArguments(
                axes,
                inChannels,
                outChannels,
                kernelSize,
                steps.spread(axes),
                padding,
                dilation,
                groups,
                bias,
                paddingMode);
    }

    ConvArguments withPadding(ConvPadding amounts) {
        return new ConvArguments(
                axes, inChannels, outChannels, kernelSize, stride, amounts, dilation, groups, bias, paddingMode);
    }

    ConvArguments withDilation(PerAxis distances) {
        return new ConvArguments(
                axes,
                inChannels,
                outChannels,
                kernelSize,
                stride,
                padding,
                distances.spread(axes),
                groups,
                bias,
                paddingMode);
    }

    ConvArguments withGroups(int number) {
        return new ConvArguments(
                axes, inChannels, outChannels, kernelSize, stride, padding, dilation, number, bias, paddingMode);
    }

    ConvArguments withBias(boolean has) {
        return new ConvArguments(
                axes, inChannels, outChannels, kernelSize, stride, padding, dilation, groups, has, paddingMode);
    }

    ConvArguments withPaddingMode(PaddingMode mode) {
        return new ConvArguments(
                axes, inChannels, outChannels, kernelSize, stride, padding, dilation, groups, bias, mode);
    }

    int stride(int axis) {
        return along(stride, axis);
    }

    int dilation(int axis) {
        return along(dilation, axis);
    }

    /** PyTorch's constructors let lists for another number of axes pass: what is missing is said when there is an input. */
    private int along(List<Integer> numbers, int axis) {
        Checks.require(
                numbers.size() == 1 || axis < numbers.size(),
                "expected one number for each of the " + axes + " axes, or one for all, but got "
                        + Words.tuple(numbers));
        return numbers.get(numbers.size() == 1 ? 0 : axis);
    }

    /** Elements from the first tap to the last. */
    int span(int axis) {
        return dilation(axis) * (along(kernelSize, axis) - 1) + 1;
    }

    int[] spans() {
        int[] spans = new int[axes];
        for (int axis = 0; axis < axes; axis++) {
            spans[axis] = span(axis);
        }
        return spans;
    }

    /** Padding before, then behind each axis; all zero if it is added beforehand. */
    Window window(boolean padded) {
        List<Axis> windows = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            int before = padded ? padding.before(axis, span(axis)) : 0;
            int after = padded ? padding.after(axis, span(axis)) : 0;
            windows.add(new Axis(kernelSize.get(axis), stride(axis), dilation(axis), before, after));
        }
        return new Window(windows);
    }

    /** The weight's shape, whose first two extents a convolution and its transpose name differently. */
    Shape weight(int first, int second) {
        List<Integer> extents = new ArrayList<>(List.of(first, second));
        extents.addAll(kernelSize);
        return Checks.shape(extents);
    }

    List<Parameter> parameters(Shape weight) {
        int first = weight.extent(0);
        Parameter.Initial initial = Parameter.Uniform.fanIn(first == 0 ? 0 : weight.elements() / first);
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.learned("weight", initial, weight));
        if (bias) {
            parameters.add(Parameter.learned("bias", initial, Shape.of(outChannels)));
        }
        return parameters;
    }

    /** What PyTorch prints between the parentheses. */
    String describe(String extra) {
        StringBuilder text = new StringBuilder();
        text.append(inChannels).append(", ").append(outChannels);
        text.append(", kernel_size=").append(Words.tuple(kernelSize));
        text.append(", stride=").append(Words.tuple(stride));
        if (padding.isRule() || padding.amounts().stream().anyMatch(amount -> amount != 0)) {
            text.append(", padding=").append(padding);
        }
        if (dilation.stream().anyMatch(distance -> distance != 1)) {
            text.append(", dilation=").append(Words.tuple(dilation));
        }
        text.append(extra);
        if (groups != 1) {
            text.append(", groups=").append(groups);
        }
        text.append(bias ? "" : ", bias=False");
        return text.append(paddingMode == PaddingMode.ZEROS ? "" : ", padding_mode=" + paddingMode)
                .toString();
    }
}
