package io.nacre.op;

import io.nacre.error.ShapeException;

/**
 * A window's parameters along one spatial axis.
 *
 * @param kernel taps, at least 1
 * @param stride distance between windows, at least 1
 * @param dilation distance between taps, at least 1
 * @param before padding in front of the first element; negative crops
 * @param after padding behind the last element; negative crops
 */
public record Axis(int kernel, int stride, int dilation, int before, int after) {
    /** An axis that a window does not touch. */
    public static final Axis UNIT = new Axis(1, 1, 1, 0, 0);

    public Axis {
        if (kernel < 1 || stride < 1 || dilation < 1) {
            throw new ShapeException("Window: kernel " + kernel + ", stride " + stride + ", dilation " + dilation
                    + ": each must be at least 1");
        }
    }

    /** The elements from a window's first tap to its last, both included. */
    public long span() {
        return (long) dilation * (kernel - 1) + 1;
    }

    /** How many windows fit: {@code floor((in + before + after - span) / stride) + 1}; less than 1 if none does. */
    public int windows(int in) {
        return Math.toIntExact(Math.floorDiv(in + (long) before + after - span(), stride) + 1);
    }

    /**
     * How many windows there are if a last, partial one counts as well, unless it would start in the padding behind
     * (PyTorch's {@code ceil_mode}).
     */
    public int windowsCeil(int in) {
        long out = Math.floorDiv(in + (long) before + after - span() + stride - 1, stride) + 1;
        return Math.toIntExact((out - 1) * stride >= in + (long) before ? out - 1 : out);
    }

    /** Whether every tap of every window lies on the element of its own position. */
    public boolean isUnit() {
        return equals(UNIT);
    }
}
