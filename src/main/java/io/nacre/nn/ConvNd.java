package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Convolution;
import io.nacre.op.Epilogue;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import java.util.List;

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
        return arguments().parameters(weight(arguments()));
    }

    static Shape weight(ConvArguments arguments) {
        return arguments.weight(arguments.outChannels(), arguments.inChannels() / arguments.groups());
    }

    @Override
    default Value lower(Scope scope, Value x) {
        ConvArguments arguments = arguments();
        ConvChecks checks = new ConvChecks(scope, arguments, false);
        boolean padsItself = arguments.paddingMode() == PaddingMode.ZEROS;
        PadArguments pads = pads();
        if (!padsItself) {
            checks.padding(x.type().shape());
            pads.check(scope, x.type().shape());
        }
        checks.rank(x.type().shape());
        checks.values();
        Value batch = scope.batched(padsItself ? x : pads.lower(scope, x), arguments.axes());
        Window window = arguments.window(padsItself);
        checks.channels(batch.type().shape(), window);
        checks.size(batch.type().shape(), window);
        Epilogue epilogue = arguments.bias() ? Epilogue.of(new Epilogue.Bias()) : Epilogue.NONE;
        Convolution op = new Convolution(window, arguments.groups(), epilogue);
        Value weight = scope.parameter("weight");
        Value y =
                arguments.bias() ? scope.add(op, batch, weight, scope.parameter("bias")) : scope.add(op, batch, weight);
        return scope.unbatched(y, x);
    }

    /** What is added around the input before a convolution without padding of its own. */
    private PadArguments pads() {
        ConvArguments arguments = arguments();
        int[] before = new int[arguments.axes()];
        int[] after = new int[arguments.axes()];
        for (int axis = 0; axis < before.length; axis++) {
            before[axis] = arguments.padding().before(axis, arguments.span(axis));
            after[axis] = arguments.padding().after(axis, arguments.span(axis));
        }
        return PadArguments.of(before, after, arguments.paddingMode().mode(), 0);
    }
}
