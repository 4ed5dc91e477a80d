package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * {@code x / (1 + |x|)}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Softsign.html">PyTorch</a>
 */
public record Softsign() implements Elementwise {

    @Override
    public Activation activation() {
        return Activation.of(Activation.Function.SOFTSIGN);
    }

    @Override
    public String toString() {
        return "Softsign()";
    }
}
