package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.tensor.Shape;

/**
 * Makes one axis of several.
 *
 * @param startDim the first of them, from 0 or from the end
 * @param endDim the last of them, from 0 or from the end
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Flatten.html">PyTorch</a>
 */
public record Flatten(int startDim, int endDim) implements SimpleLayer {

    /** All axes but the first. */
    public Flatten() {
        this(1, -1);
    }

    @Override
    public Value lower(Scope scope, Value x) {
        Shape shape = x.type().shape();
        int start = scope.axis(startDim, shape);
        int end = scope.axis(endDim, shape);
        if (start > end) {
            throw scope.fault("flatten() has invalid args: start_dim cannot come after end_dim (start_dim=" + startDim
                    + ", end_dim=" + endDim + ", input " + Words.list(shape) + ")");
        }
        if (shape.rank() == 0) {
            return scope.reshape(x, 1);
        }
        int joined = Math.toIntExact(shape.elements(start, end + 1));
        return scope.reshape(x, Shapes.splice(shape, start, end + 1, joined));
    }

    @Override
    public String toString() {
        return "Flatten(start_dim=" + startDim + ", end_dim=" + endDim + ")";
    }
}
