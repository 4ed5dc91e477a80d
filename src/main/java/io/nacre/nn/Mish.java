package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * {@code x · tanh(log1p(exp(x)))}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Mish.html">PyTorch</a>
 */
public record Mish(boolean inplace) implements Elementwise {

    public Mish() {
        this(false);
    }

    @Override
    public Activation activation() {
        return Activation.of(Activation.Function.MISH);
    }

    @Override
    public String toString() {
        return "Mish(" + (inplace ? "inplace=True" : "") + ")";
    }
}
