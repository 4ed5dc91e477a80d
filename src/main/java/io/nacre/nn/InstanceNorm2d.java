package io.nacre.nn;

/**
 * Instance normalisation over 2 spatial axes.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm2d.html">PyTorch</a>
 */
public record InstanceNorm2d(NormArguments arguments) implements InstanceNormNd<InstanceNorm2d> {

    /** With eps 1e-5, not affine, by each plane's own statistics. */
    public static InstanceNorm2d of(int numFeatures) {
        return new InstanceNorm2d(NormArguments.instance(numFeatures));
    }

    @Override
    public InstanceNorm2d with(NormArguments replacement) {
        return new InstanceNorm2d(replacement);
    }

    @Override
    public int axes() {
        return 2;
    }

    @Override
    public String toString() {
        return "InstanceNorm2d(" + arguments.describe() + ")";
    }
}
