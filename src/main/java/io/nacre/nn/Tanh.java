package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * The hyperbolic tangent.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Tanh.html">PyTorch</a>
 */
public record Tanh() implements Elementwise {

    @Override
    public Activation activation() {
        return Activation.of(Activation.Function.TANH);
    }

    @Override
    public String toString() {
        return "Tanh()";
    }
}
