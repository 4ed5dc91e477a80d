package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * {@code x ≥ 0 ? x : a·x}.
 *
 * @param negativeSlope as it was given
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LeakyReLU.html">PyTorch</a>
 */
public record LeakyReLU(Number negativeSlope, boolean inplace) implements Elementwise {

    public LeakyReLU(Number negativeSlope) {
        this(negativeSlope, false);
    }

    public LeakyReLU() {
        this(0.01);
    }

    @Override
    public Activation activation() {
        return Activation.of(Activation.Function.LEAKY_RELU, negativeSlope.floatValue());
    }

    @Override
    public String toString() {
        return "LeakyReLU(negative_slope=" + Words.of(negativeSlope) + (inplace ? ", inplace=True" : "") + ")";
    }
}
