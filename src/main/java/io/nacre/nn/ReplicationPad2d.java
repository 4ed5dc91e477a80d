package io.nacre.nn;

import io.nacre.op.Pad;

/**
 * Pads 2 spatial axes with the nearest edge.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ReplicationPad2d.html">PyTorch</a>
 */
public record ReplicationPad2d(PadArguments arguments) implements PadNd {

    /** One number for all sides, or two an axis, the last axis first. */
    public static ReplicationPad2d of(int... padding) {
        return new ReplicationPad2d(PadArguments.of(2, Pad.Mode.REPLICATE, 0, padding));
    }

    @Override
    public String toString() {
        return "ReplicationPad2d(" + Words.tuple(arguments.padding()) + ")";
    }
}
