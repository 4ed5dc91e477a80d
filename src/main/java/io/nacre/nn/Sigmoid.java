package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * {@code 1 / (1 + exp(-x))}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html">PyTorch</a>
 */
public record Sigmoid() implements Elementwise {

    @Override
    public Activation activation() {
        return Activation.of(Activation.Function.SIGMOID);
    }

    @Override
    public String toString() {
        return "Sigmoid()";
    }
}
