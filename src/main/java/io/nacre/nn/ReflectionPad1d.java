package io.nacre.nn;

import io.nacre.op.Pad;

/**
 * Pads 1 spatial axis with the mirrored input, without repeating the edge.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ReflectionPad1d.html">PyTorch</a>
 */
public record ReflectionPad1d(PadArguments arguments) implements PadNd {

    /** One number for all sides, or two an axis, the last axis first. */
    public static ReflectionPad1d of(int... padding) {
        return new ReflectionPad1d(PadArguments.of(1, Pad.Mode.REFLECT, 0, padding));
    }

    @Override
    public String toString() {
        return "ReflectionPad1d(" + Words.tuple(arguments.padding()) + ")";
    }
}
