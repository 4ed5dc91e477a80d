package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.AveragePool;
import io.nacre.tensor.Shape;

/**
 * The mean of each window. Input (N, C, spatial…) or (C, spatial…).
 *
 * @param <L> the layer itself
 */
public sealed interface AvgPoolNd<L extends AvgPoolNd<L>> extends SimpleLayer permits AvgPool1d, AvgPool2d, AvgPool3d {

    AvgPoolArguments arguments();

    /** The same layer with other hyper-parameters. */
    L with(AvgPoolArguments arguments);

    default L stride(int... stride) {
        return with(arguments().with(arguments().window().withStride(PerAxis.of(stride))));
    }

    default L padding(int... padding) {
        return with(arguments().with(arguments().window().withPadding(PerAxis.of(padding))));
    }

    default L ceilMode(boolean ceilMode) {
        AvgPoolArguments old = arguments();
        return with(new AvgPoolArguments(old.window(), ceilMode, old.countIncludePad(), old.divisorOverride()));
    }

    default L countIncludePad(boolean countIncludePad) {
        AvgPoolArguments old = arguments();
        return with(new AvgPoolArguments(old.window(), old.ceilMode(), countIncludePad, old.divisorOverride()));
    }

    @Override
    default Value lower(Scope scope, Value x) {
        AvgPoolArguments arguments = arguments();
        check(scope, arguments.window(), arguments.ceilMode(), x.type().shape());
        Integer divisor = arguments.divisorOverride();
        AveragePool op = new AveragePool(
                arguments.window().window(),
                arguments.ceilMode(),
                arguments.countIncludePad(),
                divisor == null ? 0 : divisor);
        return scope.unbatched(scope.add(op, scope.batched(x, arguments.window().axes())), x);
    }

    /** What average pools, and those made of them, demand of their input. */
    static void check(Scope scope, PoolWindow window, boolean ceil, Shape x) {
        PoolChecks checks = new PoolChecks(scope, window, ceil);
        if (window.axes() == 1 && !checks.ranked(x)) {
            throw scope.fault("Expected 2 to 3 dimensions, but got " + x.rank()
                    + "-dimensional tensor for argument #1 'self' (while checking arguments for avg_pool1d)");
        }
        if (window.axes() == 2 && x.rank() < 3) {
            x.axis(-3, "AvgPool2d");
        }
        if (window.axes() < 3) {
            checks.notEmptyPlane(x);
        } else {
            checks.notEmptyVolume(x, "avg_pool3d()");
            covers(scope, window, x);
        }
        checks.result(x);
    }

    /** PyTorch's 3-d pool wants an input as large as the window even where it is padded. */
    private static void covers(Scope scope, PoolWindow window, Shape x) {
        int[] in = Shapes.last(x, 3);
        int[] kernel = window.kernelSize().along(3);
        if (in[0] < kernel[0] || in[1] < kernel[1] || in[2] < kernel[2]) {
            throw scope.fault("input image (T: " + in[0] + " H: " + in[1] + " W: " + in[2]
                    + ") smaller than kernel size (kT: " + kernel[0] + " kH: " + kernel[1] + " kW: " + kernel[2]
                    + ")");
        }
    }
}
