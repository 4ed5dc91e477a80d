package io.nacre.nn;

import io.nacre.op.Pad;

/**
 * Pads 3 spatial axes with the mirrored input, without repeating the edge.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ReflectionPad3d.html">PyTorch</a>
 */
public record ReflectionPad3d(PadArguments arguments) implements PadNd {

    /** One number for all sides, or two an axis, the last axis first. */
    public static ReflectionPad3d of(int... padding) {
        return new ReflectionPad3d(PadArguments.of(3, Pad.Mode.REFLECT, 0, padding));
    }

    @Override
    public String toString() {
        return "ReflectionPad3d(" + Words.tuple(arguments.padding()) + ")";
    }
}
