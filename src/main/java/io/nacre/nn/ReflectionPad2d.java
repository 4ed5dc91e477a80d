package io.nacre.nn;

import io.nacre.op.Pad;

/**
 * Pads 2 spatial axes with the mirrored input, without repeating the edge.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ReflectionPad2d.html">PyTorch</a>
 */
public record ReflectionPad2d(PadArguments arguments) implements PadNd {

    /** One number for all sides, or two an axis, the last axis first. */
    public static ReflectionPad2d of(int... padding) {
        return new ReflectionPad2d(PadArguments.of(2, Pad.Mode.REFLECT, 0, padding));
    }

    @Override
    public String toString() {
        return "ReflectionPad2d(" + Words.tuple(arguments.padding()) + ")";
    }
}
