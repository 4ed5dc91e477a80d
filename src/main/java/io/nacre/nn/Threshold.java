package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * {@code x > threshold ? x : value}.
 *
 * @param threshold as it was given
 * @param value as it was given
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Threshold.html">PyTorch</a>
 */
public record Threshold(Number threshold, Number value, boolean inplace) implements Elementwise {

    public Threshold(Number threshold, Number value) {
        this(threshold, value, false);
    }

    @Override
    public Activation activation() {
        return new Activation(Activation.Function.THRESHOLD, threshold.floatValue(), value.floatValue());
    }

    @Override
    public String toString() {
        return "Threshold(threshold=" + Words.of(threshold) + ", value=" + Words.of(value)
                + (inplace ? ", inplace=True" : "") + ")";
    }
}
