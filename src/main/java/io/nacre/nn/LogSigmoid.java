package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * {@code log(sigmoid(x))}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LogSigmoid.html">PyTorch</a>
 */
public record LogSigmoid() implements Elementwise {

    @Override
    public Activation activation() {
        return Activation.of(Activation.Function.LOG_SIGMOID);
    }

    @Override
    public String toString() {
        return "LogSigmoid()";
    }
}
