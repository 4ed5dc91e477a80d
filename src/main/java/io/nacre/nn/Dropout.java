package io.nacre.nn;

/**
 * Its input, unchanged: only training drops anything.
 *
 * @param p the probability of being dropped, as it was given
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout.html">PyTorch</a>
 */
public record Dropout(Number p, boolean inplace) implements DropoutNd {

    public Dropout {
        DropoutNd.check("Dropout", p);
    }

    public Dropout(Number p) {
        this(p, false);
    }

    public Dropout() {
        this(0.5);
    }

    @Override
    public String toString() {
        return describe();
    }
}
