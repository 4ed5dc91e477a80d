package io.nacre.nn;

import io.nacre.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hyper-parameters of batch and instance normalisation.
 *
 * @param eps what is added to the variance, as it was given
 * @param momentum of meaning in training only, as it was given; null for a cumulative average
 * @param affine whether there is a weight, and a bias unless {@code bias} is false
 * @param trackRunningStats whether stored statistics are used in place of the input's own
 */
public record NormArguments(
        int numFeatures,
        Number eps,
        @Nullable Number momentum,
        boolean affine,
        boolean trackRunningStats,
        boolean bias) {

    public NormArguments {
        Checks.shape(numFeatures);
    }

    static NormArguments batch(int numFeatures) {
        return new NormArguments(numFeatures, 1e-5, 0.1, true, true, true);
    }

    static NormArguments instance(int numFeatures) {
        return new NormArguments(numFeatures, 1e-5, 0.1, false, false, true);
    }

    NormArguments withEps(Number replacement) {
        return new NormArguments(numFeatures, replacement, momentum, affine, trackRunningStats, bias);
    }

    NormArguments withAffine(boolean replacement) {
        return new NormArguments(numFeatures, eps, momentum, replacement, trackRunningStats, bias);
    }

    NormArguments withTrackRunningStats(boolean replacement) {
        return new NormArguments(numFeatures, eps, momentum, affine, replacement, bias);
    }

    boolean hasBias() {
        return affine && bias;
    }

    List<Parameter> parameters() {
        List<Parameter> parameters = Statistics.parameters(affine, hasBias(), Shape.of(numFeatures));
        if (trackRunningStats) {
            parameters.add(Parameter.buffer("running_mean", 0, numFeatures));
            parameters.add(Parameter.buffer("running_var", 1, numFeatures));
            parameters.add(Parameter.batchesTracked());
        }
        return parameters;
    }

    String describe() {
        return numFeatures + ", eps=" + Words.of(eps) + ", momentum=" + Words.of(momentum) + ", affine="
                + Words.of(affine) + ", bias=" + Words.of(hasBias()) + ", track_running_stats="
                + Words.of(trackRunningStats);
    }
}
