package io.nacre.nn;

import io.nacre.op.Activation;

/**
 * {@code max(0, x) + min(0, a·expm1(x/a))}.
 *
 * @param alpha as it was given
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.CELU.html">PyTorch</a>
 */
public record CELU(Number alpha, boolean inplace) implements Elementwise {

    public CELU {
        Checks.require(alpha.doubleValue() != 0, "CELU: ZeroDivisionError: alpha cannot be 0 for CELU");
    }

    public CELU(Number alpha) {
        this(alpha, false);
    }

    public CELU() {
        this(1.0);
    }

    @Override
    public Activation activation() {
        return Activation.of(Activation.Function.CELU, alpha.floatValue());
    }

    @Override
    public String toString() {
        return "CELU(alpha=" + Words.of(alpha) + (inplace ? ", inplace=True" : "") + ")";
    }
}
