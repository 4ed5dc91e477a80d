package io.nacre.nn;

/**
 * Instance normalisation over 1 spatial axis.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm1d.html">PyTorch</a>
 */
public record InstanceNorm1d(NormArguments arguments) implements InstanceNormNd<InstanceNorm1d> {

    /** With eps 1e-5, not affine, by each plane's own statistics. */
    public static InstanceNorm1d of(int numFeatures) {
        return new InstanceNorm1d(NormArguments.instance(numFeatures));
    }

    @Override
    public InstanceNorm1d with(NormArguments replacement) {
        return new InstanceNorm1d(replacement);
    }

    @Override
    public int axes() {
        return 1;
    }

    @Override
    public String toString() {
        return "InstanceNorm1d(" + arguments.describe() + ")";
    }
}
