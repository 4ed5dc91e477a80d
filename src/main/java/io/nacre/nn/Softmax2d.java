package io.nacre.nn;

import io.nacre.graph.Value;

/**
 * {@link Softmax} over the channels of (N, C, H, W) or (C, H, W).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax2d.html">PyTorch</a>
 */
public record Softmax2d() implements SimpleLayer {

    @Override
    public Value lower(Scope scope, Value x) {
        int rank = x.type().shape().rank();
        if (rank != 3 && rank != 4) {
            throw scope.fault("Softmax2d: expected input to be 3D or 4D, got " + rank + "D instead");
        }
        return SoftmaxAxis.softmax(scope, x, -3, false);
    }

    @Override
    public String toString() {
        return "Softmax2d()";
    }
}
