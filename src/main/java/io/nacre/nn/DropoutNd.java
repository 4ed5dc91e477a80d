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
        return x;
    }

    default String describe() {
        return kind() + "(p=" + Words.of(p()) + ", inplace=" + Words.of(inplace()) + ")";
    }
}
