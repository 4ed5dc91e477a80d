package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Activation;
import io.nacre.op.Unary;

/** A function of each element, for inputs of any shape. */
public interface Elementwise extends SimpleLayer {

    Activation activation();

    @Override
    default Value lower(Scope scope, Value x) {
        return scope.add(new Unary(activation()), x);
    }
}
