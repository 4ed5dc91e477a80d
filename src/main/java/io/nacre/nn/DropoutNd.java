package io.nacre.nn;

import io.nacre.graph.Value;

/** A layer that does something in training only. */
sealed interface DropoutNd extends SimpleLayer
        permits Dropout, Dropout1d, Dropout2d, Dropout3d, AlphaDropout, FeatureAlphaDropout {

    Number p();

    boolean inplace();

    static void check(String kind, Number p) {
        Checks.require(
                p.doubleValue() >= 0 && p.doubleValue() <= 1,
                kind + ": dropout probability has to be between 0 and 1, but got " + Words.of(p));
    }

    @Override
    default Value lower(Scope scope, Value x) {
        int rank = x.type().shape().rank();
        if (this instanceof Dropout1d && rank != 2 && rank != 3) {
            throw scope.fault("dropout1d: Expected 2D or 3D input, but received a " + rank
                    + "D input. Note that dropout1d exists to provide channel-wise dropout on inputs with 1 spatial"
                    + " dimension, a channel dimension, and an optional batch dimension (i.e. 2D or 3D inputs).");
        }
        return x;
    }

    default String describe() {
        return kind() + "(p=" + Words.of(p()) + ", inplace=" + Words.of(inplace()) + ")";
    }
}
