package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * {@code max(x, 0)}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU.html">PyTorch</a>
 */
public record ReLU(boolean inplace) implements Elementwise {

    public ReLU() {
        this(false);
    }

    @Override
    public Activation activation() {
        return Activation.relu();
    }

    @Override
    public String toString() {
        return "ReLU(" + (inplace ? "inplace=True" : "") + ")";
    }
}
