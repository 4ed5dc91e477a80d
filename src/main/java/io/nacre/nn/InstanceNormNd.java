package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.tensor.Shape;
import java.util.List;

/**
 * Normalisation of each (sample, channel) plane by its own mean and variance, or by stored ones if they are tracked.
 * Input (N, C, spatial…) or (C, spatial…).
 *
 * @param <L> the layer itself
 */
public sealed interface InstanceNormNd<L extends InstanceNormNd<L>> extends SimpleLayer
        permits InstanceNorm1d, InstanceNorm2d, InstanceNorm3d {

    NormArguments arguments();

    /** The same layer with other hyper-parameters. */
    L with(NormArguments arguments);

    /** How many spatial axes there are. */
    int axes();

    default L eps(Number eps) {
        return with(arguments().withEps(eps));
    }

    default L affine(boolean affine) {
        return with(arguments().withAffine(affine));
    }

    default L trackRunningStats(boolean track) {
        return with(arguments().withTrackRunningStats(track));
    }

    @Override
    default List<Parameter> parameters() {
        return arguments().parameters();
    }

    @Override
    default Value lower(Scope scope, Value x) {
        Shape shape = x.type().shape();
        check(scope, shape);
        if (shape.elements() == 0) {
            return x;
        }
        Statistics statistics = new Statistics(scope);
        if (arguments().trackRunningStats()) {
            return statistics.stored(x, arguments(), axes());
        }
        int planes = Math.toIntExact(shape.elements(0, shape.rank() - axes()));
        int plane = Math.toIntExact(shape.elements(shape.rank() - axes(), shape.rank()));
        Value y = statistics.rows(
                scope.reshape(x, planes, plane),
                arguments().eps(),
                arguments().affine(),
                arguments().hasBias(),
                plane);
        return scope.graph().reshape(y, shape);
    }

    private void check(Scope scope, Shape x) {
        if (x.rank() != axes() + 1 && x.rank() != axes() + 2) {
            throw scope.fault(
                    "expected " + (axes() + 1) + "D or " + (axes() + 2) + "D input (got " + x.rank() + "D input)");
        }
        int axis = x.rank() - axes() - 1;
        int channels = x.extent(axis);
        if (arguments().affine() && channels != arguments().numFeatures()) {
            throw scope.fault("expected input's size at dim=" + axis + " to match num_features ("
                    + arguments().numFeatures() + "), but got: " + channels + ".");
        }
        if (arguments().trackRunningStats()
                && x.elements() > 0
                && channels != arguments().numFeatures()) {
            int batch = axis == 0 ? 1 : x.extent(0); // PyTorch repeats the statistics for every sample
            throw scope.fault("running_mean should contain " + batch * channels + " elements not "
                    + batch * arguments().numFeatures());
        }
        if (!arguments().trackRunningStats() && x.elements(axis + 1, x.rank()) == 1) {
            throw scope.fault("Expected more than 1 spatial element when training, got input size torch.Size("
                    + Words.list(axis == 1 ? x : Shapes.prepend(1, x)) + ")");
        }
    }
}
