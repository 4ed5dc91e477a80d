package io.nacre.nn;

/**
 * Its input, unchanged: only training drops anything.
 *
 * @param p the probability of being dropped, as it was given
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.FeatureAlphaDropout.html">PyTorch</a>
 */
public record FeatureAlphaDropout(Number p, boolean inplace) implements DropoutNd {

    public FeatureAlphaDropout {
        DropoutNd.check("FeatureAlphaDropout", p);
    }

    public FeatureAlphaDropout(Number p) {
        this(p, false);
    }

    public FeatureAlphaDropout() {
        this(0.5);
    }

    @Override
    public String toString() {
        return describe();
    }
}
