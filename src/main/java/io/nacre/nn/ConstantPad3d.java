package io.nacre.nn;

import io.nacre.op.Pad;

/**
 * Pads 3 spatial axes with a number.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ConstantPad3d.html">PyTorch</a>
 */
public record ConstantPad3d(PadArguments arguments) implements PadNd {

    /** The number, then one for all sides, or two an axis, the last axis first. */
    public static ConstantPad3d of(Number value, int... padding) {
        return new ConstantPad3d(PadArguments.of(3, Pad.Mode.CONSTANT, value, padding));
    }

    @Override
    public String toString() {
        return "ConstantPad3d(padding=" + Words.tuple(arguments.padding()) + ", value=" + Words.of(arguments.value())
                + ")";
    }
}
