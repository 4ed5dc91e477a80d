package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * {@code x > λ ? x - λ : x < -λ ? x + λ : 0}.
 *
 * @param lambd as it was given
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Softshrink.html">PyTorch</a>
 */
public record Softshrink(Number lambd) implements Elementwise {

    public Softshrink {
        Checks.require(
                lambd.doubleValue() >= 0,
                "Softshrink: lambda must be in range [0, 3.40282e+38] for input dtype Float, but found " + lambd);
    }

    public Softshrink() {
        this(0.5);
    }

    @Override
    public Activation activation() {
        return new Activation(Activation.Function.SHRINK, lambd.floatValue(), lambd.floatValue());
    }

    @Override
    public String toString() {
        return "Softshrink(" + Words.of(lambd) + ")";
    }
}
