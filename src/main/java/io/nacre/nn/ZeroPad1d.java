package io.nacre.nn;

import io.nacre.op.Pad;

/**
 * Pads 1 spatial axis with zeros.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ZeroPad1d.html">PyTorch</a>
 */
public record ZeroPad1d(PadArguments arguments) implements PadNd {

    /** One number for all sides, or two an axis, the last axis first. */
    public static ZeroPad1d of(int... padding) {
        return new ZeroPad1d(PadArguments.of(1, Pad.Mode.CONSTANT, 0, padding));
    }

    @Override
    public String toString() {
        return "ZeroPad1d(" + Words.tuple(arguments.padding()) + ")";
    }
}
