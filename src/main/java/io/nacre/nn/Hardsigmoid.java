package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * {@code min(max(x + 3, 0), 6) / 6}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardsigmoid.html">PyTorch</a>
 */
public record Hardsigmoid(boolean inplace) implements Elementwise {

    public Hardsigmoid() {
        this(false);
    }

    @Override
    public Activation activation() {
        return new Activation(Activation.Function.HARD_SIGMOID, 1 / 6f, 0.5f);
    }

    @Override
    public String toString() {
        return "Hardsigmoid()";
    }
}
