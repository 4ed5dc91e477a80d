package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * {@code x ≥ 0 ? x : a·x}, with the mean of the two bounds between which training draws the slope.
 *
 * @param lower as it was given
 * @param upper as it was given
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.RReLU.html">PyTorch</a>
 */
public record RReLU(Number lower, Number upper, boolean inplace) implements Elementwise {

    public RReLU {
        Checks.require(
                lower.doubleValue() <= upper.doubleValue(),
                "RReLU: Lower bound should be less than or equal to the upper bound, but got " + Words.of(lower)
                        + " and " + Words.of(upper));
    }

    public RReLU(Number lower, Number upper) {
        this(lower, upper, false);
    }

    public RReLU() {
        this(1.0 / 8, 1.0 / 3);
    }

    @Override
    public Activation activation() {
        return Activation.of(Activation.Function.LEAKY_RELU, (float) ((lower.doubleValue() + upper.doubleValue()) / 2));
    }

    @Override
    public String toString() {
        return "RReLU(lower=" + Words.of(lower) + ", upper=" + Words.of(upper) + (inplace ? ", inplace=True" : "")
                + ")";
    }
}
