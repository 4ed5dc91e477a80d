package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Softmax;
import io.nacre.tensor.Shape;
import org.jspecify.annotations.Nullable;

/** The softmax operation along an axis that may be left to the input's rank. */
final class SoftmaxAxis {
    private SoftmaxAxis() {}

    static Value softmax(Scope scope, Value x, @Nullable Integer dim, boolean log) {
        Shape shape = x.type().shape();
        int rank = shape.rank();
        int chosen = dim != null ? dim : rank == 0 || rank == 1 || rank == 3 ? 0 : 1;
        int axis = scope.axis(chosen, shape);
        if (rank == 0) {
            return scope.reshape(scope.add(new Softmax(0, log), scope.reshape(x, 1)));
        }
        return scope.add(new Softmax(axis, log), x);
    }
}
