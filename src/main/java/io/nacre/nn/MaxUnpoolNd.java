package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Puts values back where a max pool found them, zeros elsewhere. Inputs: the values (N, C, spatial…) or (C, spatial…),
 * and their positions within each plane of the result.
 *
 * @param <L> the layer itself
 */
public sealed interface MaxUnpoolNd<L extends MaxUnpoolNd<L>> extends SizedOutput
        permits MaxUnpool1d, MaxUnpool2d, MaxUnpool3d {

    UnpoolArguments arguments();

    /** The same layer with other hyper-parameters. */
    L with(UnpoolArguments arguments);

    default L stride(int... stride) {
        return with(arguments().with(arguments().window().withStride(PerAxis.of(stride))));
    }

    default L padding(int... padding) {
        return with(arguments().with(arguments().window().withPadding(PerAxis.of(padding))));
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
    default List<Input> inputs() {
        return List.of(Input.X, new Input("indices", DataType.I64, false));
    }

    @Override
    default List<Value> lower(Scope scope, List<Value> inputs) {
        scope.expect(inputs);
        Shape x = inputs.get(0).type().shape();
        int[] out = arguments().output(scope, x);
        arguments().check(scope, x, inputs.get(1).type().shape());
        throw scope.unsupported("unpooling to " + Words.times(out) + " is not supported yet");
    }
}
