package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * {@code min(max(x, 0), 6)}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU6.html">PyTorch</a>
 */
public record ReLU6(boolean inplace) implements Elementwise {

    public ReLU6() {
        this(false);
    }

    @Override
    public Activation activation() {
        return Activation.clip(0, 6);
    }

    @Override
    public String toString() {
        return "ReLU6(" + (inplace ? "inplace=True" : "") + ")";
    }
}
