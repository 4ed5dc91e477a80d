package io.nacre.nn;

import java.util.List;

/**
 * Batch normalisation of (N, C) or (N, C, L).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html">PyTorch</a>
 */
public record BatchNorm1d(NormArguments arguments) implements BatchNormNd<BatchNorm1d> {

    /** With eps 1e-5, affine, by stored statistics. */
    public static BatchNorm1d of(int numFeatures) {
        return new BatchNorm1d(NormArguments.batch(numFeatures));
    }

    @Override
    public BatchNorm1d with(NormArguments replacement) {
        return new BatchNorm1d(replacement);
    }

    @Override
    public List<Integer> ranks() {
        return List.of(2, 3);
    }

    @Override
    public String toString() {
        return "BatchNorm1d(" + arguments.describe() + ")";
    }
}
