package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * {@code x · min(max(x + 3, 0), 6) / 6}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardswish.html">PyTorch</a>
 */
public record Hardswish(boolean inplace) implements Elementwise {

    public Hardswish() {
        this(false);
    }

    @Override
    public Activation activation() {
        return new Activation(Activation.Function.HARD_SWISH, 1 / 6f, 0.5f);
    }

    @Override
    public String toString() {
        return "Hardswish()";
    }
}
