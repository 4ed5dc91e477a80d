package io.nacre.nn;

import io.nacre.op.Pad;

/**
 * Pads 1 spatial axis with a number.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ConstantPad1d.html">PyTorch</a>
 */
public record ConstantPad1d(PadArguments arguments) implements PadNd {

    /** The number, then one for all sides, or two an axis, the last axis first. */
    public static ConstantPad1d of(Number value, int... padding) {
        return new ConstantPad1d(PadArguments.of(1, Pad.Mode.CONSTANT, value, padding));
    }

    @Override
    public String toString() {
        return "ConstantPad1d(padding=" + Words.tuple(arguments.padding()) + ", value=" + Words.of(arguments.value())
                + ")";
    }
}
