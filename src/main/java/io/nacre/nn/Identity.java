package io.nacre.nn;

import io.nacre.graph.Value;

/**
 * Its input, unchanged.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Identity.html">PyTorch</a>
 */
public record Identity() implements SimpleLayer {

    @Override
    public Value lower(Scope scope, Value x) {
        return x;
    }

    @Override
    public String toString() {
        return "Identity()";
    }
}
