package io.nacre.nn;

import io.nacre.graph.Value;

/** Padding of 1 to 3 spatial axes; input (N, C, spatial…) or (C, spatial…). */
public interface PadNd extends SimpleLayer {

    PadArguments arguments();

    @Override
    default Value lower(Scope scope, Value x) {
        arguments().check(scope, x.type().shape());
        return arguments().lower(scope, x);
    }
}
