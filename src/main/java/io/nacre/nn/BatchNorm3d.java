package io.nacre.nn;

import java.util.List;

/**
 * Batch normalisation of (N, C, D, H, W).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm3d.html">PyTorch</a>
 */
public record BatchNorm3d(NormArguments arguments) implements BatchNormNd<BatchNorm3d> {

    /** With eps 1e-5, affine, by stored statistics. */
    public static BatchNorm3d of(int numFeatures) {
        return new BatchNorm3d(NormArguments.batch(numFeatures));
    }

    @Override
    public BatchNorm3d with(NormArguments replacement) {
        return new BatchNorm3d(replacement);
    }

    @Override
    public List<Integer> ranks() {
        return List.of(5);
    }

    @Override
    public String toString() {
        return "BatchNorm3d(" + arguments.describe() + ")";
    }
}
