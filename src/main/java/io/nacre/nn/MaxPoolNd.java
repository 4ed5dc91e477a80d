package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.MaxPool;
import io.nacre.tensor.Shape;
import java.util.List;

/**
 * The largest element of each window: ties go to the first, NaN wins. With {@code returnIndices} the second result holds
 * each maximum's flat position within its (sample, channel) plane. Input (N, C, spatial…) or (C, spatial…).
 *
 * @param <L> the layer itself
 */
public sealed interface MaxPoolNd<L extends MaxPoolNd<L>> extends Layer permits MaxPool1d, MaxPool2d, MaxPool3d {

    MaxPoolArguments arguments();

    /** The same layer with other hyper-parameters. */
    L with(MaxPoolArguments arguments);

    private L with(PoolWindow window) {
        return with(arguments().with(window));
    }

    default L stride(int... stride) {
        return with(arguments().window().withStride(PerAxis.of(stride)));
    }

    default L padding(int... padding) {
        return with(arguments().window().withPadding(PerAxis.of(padding)));
    }

    default L dilation(int... dilation) {
        return with(arguments().window().withDilation(PerAxis.of(dilation)));
    }

    default L returnIndices(boolean returnIndices) {
        return with(new MaxPoolArguments(
                arguments().window(), returnIndices, arguments().ceilMode()));
    }

    default L ceilMode(boolean ceilMode) {
        return with(new MaxPoolArguments(arguments().window(), arguments().returnIndices(), ceilMode));
    }

    @Override
    default List<String> outputs() {
        return arguments().returnIndices() ? List.of("y", "indices") : List.of("y");
    }

    @Override
    default List<Value> lower(Scope scope, List<Value> inputs) {
        scope.expect(inputs);
        Value x = inputs.get(0);
        check(scope, arguments(), x.type().shape());
        int axes = arguments().window().axes();
        MaxPool op = new MaxPool(
                arguments().window().window(),
                arguments().ceilMode(),
                arguments().returnIndices());
        return scope.maxPool(op, scope.batched(x, axes)).stream()
                .map(y -> scope.unbatched(y, x))
                .toList();
    }

    static void check(Scope scope, MaxPoolArguments arguments, Shape x) {
        PoolWindow window = arguments.window();
        PoolChecks checks = new PoolChecks(scope, window, arguments.ceilMode());
        boolean indices = arguments.returnIndices();
        if (window.axes() == 1 && !checks.ranked(x) && indices) {
            throw scope.fault("Expected 2 to 3 dimensions, but got " + x.rank()
                    + "-dimensional tensor for argument #1 'self' (while checking arguments for max_pool1d)");
        }
        if (window.axes() == 1 && !indices && (!checks.ranked(x) || checks.empty(x) >= 0)) {
            throw scope.fault("max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for"
                    + " input, but got:" + Words.list(x));
        }
        checks.notEmptyVolume(x, "max_pool3d_with_indices_out_cpu_template()");
        checks.notEmptyPlane(x);
        if (window.axes() == 1 && !indices) {
            int out = window.windows(Shapes.last(x, 1), arguments.ceilMode())[0];
            if (out < 1) {
                throw scope.fault("max_pool1d() Invalid computed output size: " + out + " (input " + Words.list(x)
                        + ", kernel_size=" + window.kernelSize() + ")");
            }
        }
        checks.result(x);
    }
}
