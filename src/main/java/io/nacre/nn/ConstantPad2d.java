package io.nacre.nn;

import io.nacre.op.Pad;

/**
 * Pads 2 spatial axes with a number.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ConstantPad2d.html">PyTorch</a>
 */
public record ConstantPad2d(PadArguments arguments) implements PadNd {

    /** The number, then one for all sides, or two an axis, the last axis first. */
    public static ConstantPad2d of(Number value, int... padding) {
        return new ConstantPad2d(PadArguments.of(2, Pad.Mode.CONSTANT, value, padding));
    }

    @Override
    public String toString() {
        return "ConstantPad2d(padding=" + Words.tuple(arguments.padding()) + ", value=" + Words.of(arguments.value())
                + ")";
    }
}
