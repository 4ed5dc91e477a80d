package io.nacre.nn;

/**
 * Instance normalisation over 3 spatial axes.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm3d.html">PyTorch</a>
 */
public record InstanceNorm3d(NormArguments arguments) implements InstanceNormNd<InstanceNorm3d> {

    /** With eps 1e-5, not affine, by each plane's own statistics. */
    public static InstanceNorm3d of(int numFeatures) {
        return new InstanceNorm3d(NormArguments.instance(numFeatures));
    }

    @Override
    public InstanceNorm3d with(NormArguments replacement) {
        return new InstanceNorm3d(replacement);
    }

    @Override
    public int axes() {
        return 3;
    }

    @Override
    public String toString() {
        return "InstanceNorm3d(" + arguments.describe() + ")";
    }
}
