package io.nacre.nn;

/**
 * Its input, unchanged: only training drops anything.
 *
 * @param p the probability of being dropped, as it was given
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AlphaDropout.html">PyTorch</a>
 */
public record AlphaDropout(Number p, boolean inplace) implements DropoutNd {

    public AlphaDropout {
        DropoutNd.check("AlphaDropout", p);
    }

    public AlphaDropout(Number p) {
        this(p, false);
    }

    public AlphaDropout() {
        this(0.5);
    }

    @Override
    public String toString() {
        return describe();
    }
}
