package io.nacre.nn;

/**
 * Its input, unchanged: only training drops anything.
 *
 * @param p the probability of being dropped, as it was given
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout3d.html">PyTorch</a>
 */
public record Dropout3d(Number p, boolean inplace) implements DropoutNd {

    public Dropout3d {
        DropoutNd.check("Dropout3d", p);
    }

    public Dropout3d(Number p) {
        this(p, false);
    }

    public Dropout3d() {
        this(0.5);
    }

    @Override
    public String toString() {
        return describe();
    }
}
