package io.nacre.backend.opencl;

import io.nacre.backend.opencl.program.Arguments;
import io.nacre.op.Axis;
import io.nacre.op.Volume;
import io.nacre.op.Window;

/**
 * How a convolution's input lies in memory once it is padded and taken apart by the stride: for each depth of each channel
 * {@code phasesH * phasesW} planes of {@code rows} rows of {@code pitch} elements.
 */
record PhasePlanes(int phasesH, int phasesW, int rows, int pitch) {

    /** The planes that a window meets. */
    static PhasePlanes of(Window window, Volume out) {
        Axis h = window.volume().axis(1);
        Axis w = window.volume().axis(2);
        return new PhasePlanes(
                phases(h),
                phases(w),
                Math.addExact(out.h(), (int) ((h.span() - 1) / h.stride())),
                Math.addExact(out.w(), (int) ((w.span() - 1) / w.stride())));
    }

    /** One more than the highest remainder that a tap's distance leaves when divided by the stride. */
    private static int phases(Axis axis) {
        int highest = 0;
        for (int tap = 0; tap < Math.min(axis.kernel(), axis.stride()); tap++) { // then remainders repeat
            highest = Math.max(highest, (int) ((long) tap * axis.dilation() % axis.stride()));
        }
        return highest + 1;
    }

    /** Elements of all planes of an input. */
    long elements(Volume in) {
        long depth = Math.multiplyExact((long) phasesH * phasesW, Math.multiplyExact(rows, pitch));
        return Math.multiplyExact(Math.multiplyExact((long) in.n(), in.c()), Math.multiplyExact(in.d(), depth));
    }

    Arguments put(Arguments arguments) {
        return arguments
                .put("phases_h", phasesH)
                .put("phases_w", phasesW)
                .put("rows", rows)
                .put("pitch", pitch);
    }
}
