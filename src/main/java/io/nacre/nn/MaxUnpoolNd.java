package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.MaxUnpool;
import io.nacre.tensor.DataType;
import java.util.Arrays;
import java.util.List;

/**
 * Puts values back where a max pool found them, zeros elsewhere. Inputs: the values (N, C, spatial…) or (C, spatial…),
 * and their positions within each plane of the result; of values with one position the last stays. A position outside of
 * the plane is an {@link io.nacre.error.IndexException} of the run.
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
        Value x = inputs.get(0);
        int[] out = arguments().output(scope, x.type().shape());
        arguments().check(scope, x.type().shape(), inputs.get(1).type());
        int axes = arguments().window().axes();
        MaxUnpool op = new MaxUnpool(Arrays.stream(out).boxed().toList());
        Value y = scope.add(op, scope.batched(x, axes), scope.batched(inputs.get(1), axes));
        return List.of(scope.unbatched(y, x));
    }
}
