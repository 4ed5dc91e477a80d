package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Activation;
import org.jspecify.annotations.Nullable;

/**
 * {@link Softmax} of the negated input.
 *
 * @param dim the axis, from 0 or from the end; null for PyTorch's old choice by rank: 0 for ranks 0, 1 and 3, else 1
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmin.html">PyTorch</a>
 */
public record Softmin(@Nullable Integer dim) implements SimpleLayer {

    @Override
    public Value lower(Scope scope, Value x) {
        return SoftmaxAxis.softmax(scope, scope.unary(Activation.Function.NEG, x), dim, false);
    }

    @Override
    public String toString() {
        return "Softmin(dim=" + Words.of(dim) + ")";
    }
}
