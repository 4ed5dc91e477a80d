package io.nacre.nn;

import io.nacre.op.Pad;

/**
 * Pads 3 spatial axes with the nearest edge.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ReplicationPad3d.html">PyTorch</a>
 */
public record ReplicationPad3d(PadArguments arguments) implements PadNd {

    /** One number for all sides, or two an axis, the last axis first. */
    public static ReplicationPad3d of(int... padding) {
        return new ReplicationPad3d(PadArguments.of(3, Pad.Mode.REPLICATE, 0, padding));
    }

    @Override
    public String toString() {
        return "ReplicationPad3d(" + Words.tuple(arguments.padding()) + ")";
    }
}
