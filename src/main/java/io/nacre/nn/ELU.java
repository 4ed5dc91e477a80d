package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * {@code x > 0 ? x : a·expm1(x)}.
 *
 * @param alpha as it was given
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ELU.html">PyTorch</a>
 */
public record ELU(Number alpha, boolean inplace) implements Elementwise {

    public ELU(Number alpha) {
        this(alpha, false);
    }

    public ELU() {
        this(1.0);
    }

    @Override
    public Activation activation() {
        return Activation.of(Activation.Function.ELU, alpha.floatValue());
    }

    @Override
    public String toString() {
        return "ELU(alpha=" + Words.of(alpha) + (inplace ? ", inplace=True" : "") + ")";
    }
}
