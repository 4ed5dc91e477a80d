package io.nacre.nn;

import io.nacre.op.Pad;

/**
 * Pads 3 spatial axes with zeros.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ZeroPad3d.html">PyTorch</a>
 */
public record ZeroPad3d(PadArguments arguments) implements PadNd {

    /** One number for all sides, or two an axis, the last axis first. */
    public static ZeroPad3d of(int... padding) {
        return new ZeroPad3d(PadArguments.of(3, Pad.Mode.CONSTANT, 0, padding));
    }

    @Override
    public String toString() {
        return "ZeroPad3d(" + Words.tuple(arguments.padding()) + ")";
    }
}
