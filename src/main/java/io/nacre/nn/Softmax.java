package io.nacre.nn;

import io.nacre.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * {@code exp(x) / Σ exp(x)} along one axis.
 *
 * @param dim the axis, from 0 or from the end; null for PyTorch's old choice by rank: 0 for ranks 0, 1 and 3, else 1
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax.html">PyTorch</a>
 */
public record Softmax(@Nullable Integer dim) implements SimpleLayer {

    @Override
    public Value lower(Scope scope, Value x) {
        return SoftmaxAxis.softmax(scope, x, dim, false);
    }

    @Override
    public String toString() {
        return "Softmax(dim=" + Words.of(dim) + ")";
    }
}
