package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Convolution;
import io.nacre.op.Epilogue;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A convolution over 1 to 3 spatial axes; input (N, C, spatial…) or (C, spatial…).
 *
 * @param <L> the layer itself
 */
public sealed interface ConvNd<L extends ConvNd<L>> extends SimpleLayer permits Conv1d, Conv2d, Conv3d {

    ConvArguments arguments();

    /** The same layer with other hyper-parameters. */
    L with(ConvArguments arguments);

    default L stride(int... stride) {
        return with(arguments().withStride(PerAxis.of(stride)));
    }

    default L padding(int... padding) {
        return with(arguments()
                .withPadding(
                        ConvPadding.of(PerAxis.of(padding).spread(arguments().axes()))));
    }

    /** Padding by rule: {@code same} or {@code valid}. */
    default L padding(String rule) {
        return with(arguments().withPadding(ConvPadding.of(rule)));
    }

    default L dilation(int... dilation) {
        return with(arguments().withDilation(PerAxis.of(dilation)));
    }

    default L groups(int groups) {
        return with(arguments().withGroups(groups));
    }

    default L bias(boolean bias) {
        return with(arguments().withBias(bias));
    }

    default L paddingMode(PaddingMode mode) {
        return with(arguments().withPaddingMode(mode));
    }

    @Override
    default List<Parameter> parameters() {
        return arguments()
                .parameters(
                        arguments().outChannels(),
                        arguments().inChannels() / arguments().groups());
    }

    @Override
    default Value lower(Scope scope, Value x) {
        ConvArguments arguments = arguments();
        ConvChecks checks = new ConvChecks(scope, arguments, false);
        checks.rank(x.type().shape());
        checks.values();
        boolean padsItself = arguments.paddingMode() == PaddingMode.ZEROS;
        Window window = arguments.window(true);
        Value padded = padsItself ? x : pad(scope, x, window);
        Value batch = scope.batched(padded, arguments.axes());
        checks.channels(batch.type().shape());
        checks.size(batch.type().shape(), padsItself ? window : arguments.window(false));
        Epilogue epilogue = arguments.bias() ? Epilogue.of(new Epilogue.Bias()) : Epilogue.NONE;
        Convolution op = new Convolution(padsItself ? window : arguments.window(false), arguments.groups(), epilogue);
        Value weight = scope.parameter("weight");
        Value y =
                arguments.bias() ? scope.add(op, batch, weight, scope.parameter("bias")) : scope.add(op, batch, weight);
        return scope.unbatched(y, x);
    }

    private Value pad(Scope scope, Value x, Window window) {
        Shape shape = x.type().shape();
        int[] before = new int[arguments().axes()];
        int[] after = new int[arguments().axes()];
        IntStream.range(0, before.length).forEach(axis -> {
            before[axis] = window.axis(axis).before();
            after[axis] = window.axis(axis).after();
        });
        PadArguments pads =
                PadArguments.of(before, after, arguments().paddingMode().mode(), 0);
        pads.check(scope, shape);
        return pads.lower(scope, x);
    }
}
