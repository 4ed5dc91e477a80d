package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * {@code s·(x > 0 ? x : a·expm1(x))} with the two constants of self-normalising networks.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.SELU.html">PyTorch</a>
 */
public record SELU(boolean inplace) implements Elementwise {

    public SELU() {
        this(false);
    }

    @Override
    public Activation activation() {
        return new Activation(Activation.Function.SELU, 1.6732632423543772848f, 1.0507009873554804934f);
    }

    @Override
    public String toString() {
        return "SELU(" + (inplace ? "inplace=True" : "") + ")";
    }
}
