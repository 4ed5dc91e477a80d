package io.nacre.backend.cpu;

import io.nacre.op.Axis;

/**
 * A window's taps along one spatial axis, for known extents: which output positions find a tap inside the input, and
 * which taps an output position finds there.
 *
 * @param axis the window along the axis
 * @param in the input's extent, without what a negative padding behind crops
 * @param out the output's extent
 */
record Taps(Axis axis, int in, int out) {

    Taps {
        in += Math.min(axis.after(), 0);
    }

    int count() {
        return axis.kernel();
    }

    int stride() {
        return axis.stride();
    }

    /** Where a tap of an output position lies in the input; may be outside. */
    int position(int output, int tap) {
        return output * axis.stride() + tap * axis.dilation() - axis.before();
    }

    boolean inside(int output, int tap) {
        int position = position(output, tap);
        return position >= 0 && position < in;
    }

    /** The output position whose given tap lies on an input position; -1 if there is none. */
    int outputAt(int position, int tap) {
        int distance = position + axis.before() - tap * axis.dilation();
        return distance >= 0 && distance % axis.stride() == 0 && distance / axis.stride() < out
                ? distance / axis.stride()
                : -1;
    }

    /** The first output position whose given tap lies on an input position or behind it; {@link #out} if there is none. */
    int firstOutputFrom(int position, int tap) {
        return clamp(ceilDiv(position + axis.before() - tap * axis.dilation(), axis.stride()), out);
    }

    /** The first output position whose given tap lies in the input or behind it. */
    int firstOutput(int tap) {
        return firstOutputFrom(0, tap);
    }

    /** One past the last output position whose given tap lies in the input or before it. */
    int endOutput(int tap) {
        return firstOutputFrom(in, tap);
    }

    /** The first tap of an output position that lies in the input or behind it. */
    int firstTap(int output) {
        return clamp(ceilDiv(axis.before() - output * axis.stride(), axis.dilation()), axis.kernel());
    }

    /** One past the last tap of an output position that lies in the input or before it. */
    int endTap(int output) {
        return clamp(ceilDiv(in + axis.before() - output * axis.stride(), axis.dilation()), axis.kernel());
    }

    static int ceilDiv(int dividend, int divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }

    private static int clamp(int value, int most) {
        return Math.min(Math.max(value, 0), most);
    }
}
