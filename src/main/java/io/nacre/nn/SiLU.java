package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * {@code x · sigmoid(x)}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.SiLU.html">PyTorch</a>
 */
public record SiLU(boolean inplace) implements Elementwise {

    public SiLU() {
        this(false);
    }

    @Override
    public Activation activation() {
        return Activation.of(Activation.Function.SILU, 1);
    }

    @Override
    public String toString() {
        return "SiLU(" + (inplace ? "inplace=True" : "") + ")";
    }
}
