package io.nacre.backend.opencl;

import io.nacre.backend.opencl.program.Arguments;
import io.nacre.error.UnsupportedException;
import io.nacre.op.Axis;
import io.nacre.op.Op;
import io.nacre.op.Volume;
import io.nacre.op.Window;
import io.nacre.tensor.TensorType;

/** The extents of volumes and windows under the names that kernels know them by. */
final class Extents {
    private Extents() {}

    /** A tensor as a volume; planes are indexed by an {@code int}, so larger ones are refused. */
    static Volume volume(Op op, TensorType type) {
        int spatial = type.shape().rank();
        long plane = type.shape().elements(2, spatial);
        if (plane > Integer.MAX_VALUE) {
            throw new UnsupportedException(op.kind() + ": a plane of " + type + " has " + plane
                    + " elements, OpenCL kernels take planes of less than 2^31");
        }
        return Volume.of(type.shape());
    }

    /** {@code batch, channels, in_d … out_w}; channels are the output's. */
    static Arguments of(Volume in, Volume out) {
        return new Arguments()
                .put("batch", out.n())
                .put("channels", out.c())
                .put("in_d", in.d())
                .put("in_h", in.h())
                .put("in_w", in.w())
                .put("out_d", out.d())
                .put("out_h", out.h())
                .put("out_w", out.w());
    }

    /**
     * The window as arguments: {@code axes}, how many there are really; {@code taps, stride, dilation, before, after}, and {@code end_d, end_h, end_w}: where the
     * input ends for the window, in front of what negative padding crops.
     */
    static Arguments window(Arguments arguments, Window window, Volume in) {
        Window three = window.volume();
        Axis d = three.axis(0);
        Axis h = three.axis(1);
        Axis w = three.axis(2);
        return arguments
                .put("axes", window.axes().size())
                .three("taps", d.kernel(), h.kernel(), w.kernel())
                .three("stride", d.stride(), h.stride(), w.stride())
                .three("dilation", d.dilation(), h.dilation(), w.dilation())
                .three("before", d.before(), h.before(), w.before())
                .three("after", d.after(), h.after(), w.after())
                .put("end_d", in.d() + Math.min(d.after(), 0))
                .put("end_h", in.h() + Math.min(h.after(), 0))
                .put("end_w", in.w() + Math.min(w.after(), 0));
    }
}
