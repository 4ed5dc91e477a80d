package io.nacre.nn;

import io.nacre.op.Pad;

/**
 * Pads 2 spatial axes with zeros.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ZeroPad2d.html">PyTorch</a>
 */
public record ZeroPad2d(PadArguments arguments) implements PadNd {

    /** One number for all sides, or two an axis, the last axis first. */
    public static ZeroPad2d of(int... padding) {
        return new ZeroPad2d(PadArguments.of(2, Pad.Mode.CONSTANT, 0, padding));
    }

    @Override
    public String toString() {
        return "ZeroPad2d(" + Words.tuple(arguments.padding()) + ")";
    }
}
