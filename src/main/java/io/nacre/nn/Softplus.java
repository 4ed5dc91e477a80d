package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * {@code βx > threshold ? x : log1p(exp(βx)) / β}.
 *
 * @param beta as it was given
 * @param threshold as it was given
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Softplus.html">PyTorch</a>
 */
public record Softplus(Number beta, Number threshold) implements Elementwise {

    public Softplus() {
        this(1.0, 20.0);
    }

    @Override
    public Activation activation() {
        return new Activation(Activation.Function.SOFTPLUS, beta.floatValue(), threshold.floatValue());
    }

    @Override
    public String toString() {
        return "Softplus(beta=" + Words.of(beta) + ", threshold=" + Words.of(threshold) + ")";
    }
}
