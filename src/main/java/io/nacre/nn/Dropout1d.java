package io.nacre.nn;

/**
 * Its input, unchanged: only training drops anything.
 *
 * @param p the probability of being dropped, as it was given
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout1d.html">PyTorch</a>
 */
public record Dropout1d(Number p, boolean inplace) implements DropoutNd {

    public Dropout1d {
        DropoutNd.check("Dropout1d", p);
    }

    public Dropout1d(Number p) {
        this(p, false);
    }

    public Dropout1d() {
        this(0.5);
    }

    @Override
    public String toString() {
        return describe();
    }
}
