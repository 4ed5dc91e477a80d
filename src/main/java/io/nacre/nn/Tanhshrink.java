package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * {@code x - tanh(x)}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Tanhshrink.html">PyTorch</a>
 */
public record Tanhshrink() implements Elementwise {

    @Override
    public Activation activation() {
        return Activation.of(Activation.Function.TANH_SHRINK);
    }

    @Override
    public String toString() {
        return "Tanhshrink()";
    }
}
