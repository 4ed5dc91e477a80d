package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * {@code x/2 · (1 + erf(x/√2))}, or its approximation by {@code tanh}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.GELU.html">PyTorch</a>
 */
public record GELU(String approximate) implements Elementwise {

    public GELU {
        Checks.require(
                approximate.equals("none") || approximate.equals("tanh"),
                "GELU: approximate argument must be either none or tanh. But got '" + approximate + "'");
    }

    public GELU() {
        this("none");
    }

    @Override
    public Activation activation() {
        return Activation.of(approximate.equals("tanh") ? Activation.Function.GELU_TANH : Activation.Function.GELU);
    }

    @Override
    public String toString() {
        return "GELU(approximate='" + approximate + "')";
    }
}
