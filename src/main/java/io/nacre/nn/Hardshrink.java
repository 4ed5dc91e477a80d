package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * {@code |x| ≤ λ ? 0 : x}.
 *
 * @param lambd as it was given
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardshrink.html">PyTorch</a>
 */
public record Hardshrink(Number lambd) implements Elementwise {

    public Hardshrink() {
        this(0.5);
    }

    @Override
    public Activation activation() {
        return new Activation(Activation.Function.SHRINK, lambd.floatValue(), 0);
    }

    @Override
    public String toString() {
        return "Hardshrink(" + Words.of(lambd) + ")";
    }
}
