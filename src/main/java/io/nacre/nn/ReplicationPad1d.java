package io.nacre.nn;

import io.nacre.op.Pad;

/**
 * Pads 1 spatial axis with the nearest edge.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ReplicationPad1d.html">PyTorch</a>
 */
public record ReplicationPad1d(PadArguments arguments) implements PadNd {

    /** One number for all sides, or two an axis, the last axis first. */
    public static ReplicationPad1d of(int... padding) {
        return new ReplicationPad1d(PadArguments.of(1, Pad.Mode.REPLICATE, 0, padding));
    }

    @Override
    public String toString() {
        return "ReplicationPad1d(" + Words.tuple(arguments.padding()) + ")";
    }
}
