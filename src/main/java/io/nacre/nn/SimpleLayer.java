package io.nacre.nn;

import io.nacre.graph.Value;
import java.util.List;

/** A layer of one input and one result. */
public interface SimpleLayer extends Layer {

    /** Adds the layer's operations to a graph. */
    Value lower(Scope scope, Value x);

    @Override
    default List<Value> lower(Scope scope, List<Value> inputs) {
        scope.expect(inputs);
        return List.of(lower(scope, inputs.get(0)));
    }
}
