package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.ConvolutionTranspose;
import io.nacre.op.Epilogue;
import io.nacre.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A transposed convolution over 1 to 3 spatial axes; input (N, C, spatial…) or (C, spatial…).
 *
 * @param <L> the layer itself
 */
public sealed interface ConvTransposeNd<L extends ConvTransposeNd<L>> extends SimpleLayer, SizedOutput
        permits ConvTranspose1d, ConvTranspose2d, ConvTranspose3d {

    ConvTransposeArguments arguments();

    /** The same layer with other hyper-parameters. */
    L with(ConvTransposeArguments arguments);

    private L with(ConvArguments convolution) {
        return with(arguments().with(convolution));
    }

    private ConvArguments convolution() {
        return arguments().convolution();
    }

    default L stride(int... stride) {
        return with(convolution().withStride(PerAxis.of(stride)));
    }

    default L padding(int... padding) {
        return with(convolution()
                .withPadding(
                        ConvPadding.of(PerAxis.of(padding).spread(convolution().axes()))));
    }

    default L outputPadding(int... outputPadding) {
        return with(arguments().withOutputPadding(PerAxis.of(outputPadding)));
    }

    default L dilation(int... dilation) {
        return with(convolution().withDilation(PerAxis.of(dilation)));
    }

    default L groups(int groups) {
        return with(convolution().withGroups(groups));
    }

    default L bias(boolean bias) {
        return with(convolution().withBias(bias));
    }

    @Override
    default L outputSize(List<Integer> size) {
        return with(arguments().withOutputSize(size));
    }

    /** The layer with a result of that size: its spatial extents, or all of them. */
    default L outputSize(int... size) {
        return outputSize(Arrays.stream(size).boxed().toList());
    }

    @Override
    default List<Parameter> parameters() {
        return convolution().parameters(weight(convolution()));
    }

    static Shape weight(ConvArguments convolution) {
        return convolution.weight(convolution.inChannels(), convolution.outChannels() / convolution.groups());
    }

    @Override
    default Value lower(Scope scope, Value x) {
        ConvArguments convolution = convolution();
        ConvChecks checks = new ConvChecks(scope, convolution, true);
        checks.rank(x.type().shape());
        List<Integer> extra = arguments().outputSize().isEmpty()
                ? outputPadding()
                : new OutputSize(scope, arguments()).padding(x.type().shape());
        checks.values();
        Value batch = scope.batched(x, convolution.axes());
        checks.channels(batch.type().shape(), convolution.window(true));
        checks.notEmpty(batch.type().shape());
        int[] out = result(scope, batch.type().shape(), extra);
        if (Arrays.stream(out).anyMatch(extent -> extent == 0)) {
            Shape shape = batch.type().shape();
            return scope.unbatched(scope.empty(batch, Shapes.splice(shape, 1, shape.rank(), channelsAnd(out))), x);
        }
        Epilogue epilogue = convolution.bias() ? Epilogue.of(new Epilogue.Bias()) : Epilogue.NONE;
        ConvolutionTranspose op =
                new ConvolutionTranspose(convolution.window(true), extra, convolution.groups(), epilogue);
        Value weight = scope.parameter("weight");
        Value y = convolution.bias()
                ? scope.add(op, batch, weight, scope.parameter("bias"))
                : scope.add(op, batch, weight);
        return scope.unbatched(y, x);
    }

    private List<Integer> outputPadding() {
        int[] extra =
                PerAxis.tuple(arguments().outputPadding()).along(convolution().axes());
        return Arrays.stream(extra).boxed().toList();
    }

    private int[] channelsAnd(int[] out) {
        return IntStream.concat(IntStream.of(convolution().outChannels()), Arrays.stream(out))
                .toArray();
    }

    /** The spatial extents of the result; as in PyTorch they may be 0, but not less. */
    private int[] result(Scope scope, Shape batch, List<Integer> extra) {
        int[] in = Shapes.last(batch, convolution().axes());
        int[] out = OutputSize.smallest(convolution(), in);
        Arrays.setAll(out, axis -> out[axis] + extra.get(axis));
        if (Arrays.stream(out).anyMatch(extent -> extent < 0)) {
            throw scope.fault("Given input size per channel: (" + Words.times(ConvChecks.planar(in))
                    + "). Calculated output size per channel: (" + Words.times(ConvChecks.planar(out))
                    + "). Output size is too small");
        }
        return out;
    }
}
