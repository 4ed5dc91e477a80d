package io.nacre.nn;

import java.util.List;

/**
 * Batch normalisation of (N, C, H, W).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm2d.html">PyTorch</a>
 */
public record BatchNorm2d(NormArguments arguments) implements BatchNormNd<BatchNorm2d> {

    /** With eps 1e-5, affine, by stored statistics. */
    public static BatchNorm2d of(int numFeatures) {
        return new BatchNorm2d(NormArguments.batch(numFeatures));
    }

    @Override
    public BatchNorm2d with(NormArguments replacement) {
        return new BatchNorm2d(replacement);
    }

    @Override
    public List<Integer> ranks() {
        return List.of(4);
    }

    @Override
    public String toString() {
        return "BatchNorm2d(" + arguments.describe() + ")";
    }
}
