package io.nacre.nn;

/**
 * Its input, unchanged: only training drops anything.
 *
 * @param p the probability of being dropped, as it was given
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout2d.html">PyTorch</a>
 */
public record Dropout2d(Number p, boolean inplace) implements DropoutNd {

    public Dropout2d {
        DropoutNd.check("Dropout2d", p);
    }

    public Dropout2d(Number p) {
        this(p, false);
    }

    public Dropout2d() {
        this(0.5);
    }

    @Override
    public String toString() {
        return describe();
    }
}
