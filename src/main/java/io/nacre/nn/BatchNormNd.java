package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Batch normalisation: by stored statistics, or by the batch's own if none are tracked. Right behind a convolution it
 * becomes part of that.
 *
 * @param <L> the layer itself
 */
public sealed interface BatchNormNd<L extends BatchNormNd<L>> extends SimpleLayer
        permits BatchNorm1d, BatchNorm2d, BatchNorm3d {

    NormArguments arguments();

    /** The same layer with other hyper-parameters. */
    L with(NormArguments arguments);

    /** The ranks that the layer takes. */
    List<Integer> ranks();

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
        check(scope, x.type().shape());
        if (x.type().elements() == 0) {
            return x;
        }
        Statistics statistics = new Statistics(scope);
        int rank = x.type().shape().rank();
        if (arguments().trackRunningStats()) {
            return statistics.stored(x, arguments(), rank - 2);
        }
        List<Integer> axes = new ArrayList<>(List.of(0));
        for (int axis = 2; axis < rank; axis++) {
            axes.add(axis);
        }
        Value normal = statistics.normal(x, axes, arguments().eps());
        return statistics.affine(normal, arguments().affine(), arguments().hasBias(), rank - 2);
    }

    private void check(Scope scope, Shape x) {
        if (!ranks().contains(x.rank())) {
            String expected =
                    String.join("D or ", ranks().stream().map(String::valueOf).toList());
            throw scope.fault("expected " + expected + "D input (got " + x.rank() + "D input)");
        }
        if (!arguments().trackRunningStats() && x.extent(0) * x.elements(2, x.rank()) == 1) {
            throw scope.fault("Expected more than 1 value per channel when training, got input size torch.Size("
                    + Words.list(x) + ")");
        }
        double eps = arguments().eps().doubleValue();
        boolean positive = !arguments().trackRunningStats();
        if (eps < 0 || (positive && eps == 0)) {
            throw scope.fault("batch_norm eps must be " + (positive ? "positive during training" : "non-negative")
                    + ", but got " + Words.of(arguments().eps()));
        }
        boolean stored = arguments().trackRunningStats() || arguments().affine();
        if (stored && x.elements() > 0 && x.extent(1) != arguments().numFeatures()) {
            throw scope.fault((arguments().trackRunningStats() ? "running_mean" : "weight") + " should contain "
                    + x.extent(1) + " elements not " + arguments().numFeatures());
        }
    }
}
