package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * {@code min(max(x, minVal), maxVal)}.
 *
 * @param minVal as it was given
 * @param maxVal as it was given
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardtanh.html">PyTorch</a>
 */
public record Hardtanh(Number minVal, Number maxVal, boolean inplace) implements Elementwise {

    public Hardtanh {
        Checks.require(
                maxVal.doubleValue() > minVal.doubleValue(),
                "Hardtanh: max_val (" + Words.of(maxVal) + ") must be greater than min_val (" + Words.of(minVal) + ")");
    }

    public Hardtanh(Number minVal, Number maxVal) {
        this(minVal, maxVal, false);
    }

    public Hardtanh() {
        this(-1.0, 1.0);
    }

    @Override
    public Activation activation() {
        return Activation.clip(minVal.floatValue(), maxVal.floatValue());
    }

    @Override
    public String toString() {
        return "Hardtanh(min_val=" + Words.of(minVal) + ", max_val=" + Words.of(maxVal)
                + (inplace ? ", inplace=True" : "") + ")";
    }
}
