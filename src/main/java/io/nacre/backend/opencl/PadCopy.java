package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.Pad;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code layout/pad.cl}. */
final class PadCopy extends SingleProgramKernel {
    private final Pad op;
    private final TensorType type;
    /** The input's axes, neighbours without padding merged into one; innermost first, at least one. */
    private final List<PaddedAxis> axes;

    private record PaddedAxis(int in, int before, int after, long stride) {
        boolean isPlain() {
            return before == 0 && after == 0;
        }

        int out() {
            return in + before + after;
        }
    }

    PadCopy(Programs programs, Pad op, List<TensorType> inputs) {
        super(programs.program("layout/pad.cl", BuildOptions.NONE));
        this.op = op;
        this.type = inputs.get(0);
        this.axes = axes(op, type.shape());
    }

    private static List<PaddedAxis> axes(Pad op, Shape x) {
        List<PaddedAxis> merged = new ArrayList<>();
        long[] strides = x.strides();
        for (int i = 0; i < x.rank(); i++) {
            PaddedAxis axis =
                    new PaddedAxis(x.extent(i), op.before().get(i), op.after().get(i), strides[i]);
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).isPlain() && axis.isPlain()) {
                int extent = Math.multiplyExact(merged.get(last).in(), axis.in());
                merged.set(last, new PaddedAxis(extent, 0, 0, axis.stride()));
            } else {
                merged.add(axis);
            }
        }
        if (merged.isEmpty()) {
            merged.add(new PaddedAxis(1, 0, 0, 1));
        }
        Collections.reverse(merged);
        return merged;
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        PaddedAxis inner = axes.get(0);
        List<PaddedAxis> outer = axes.subList(1, axes.size());
        long turns = outer.stream().mapToLong(PaddedAxis::out).reduce(1, Math::multiplyExact);
        return List.of(new Arguments()
                .view("x", input(inputs, 0))
                .view("y", outputs.get(0))
                .put("mode", op.mode().ordinal())
                .put("value", type.type() == DataType.F32 ? Float.floatToRawIntBits(op.value()) : (int) op.value())
                .put("extent", inner.out())
                .put("in_extent", inner.in())
                .put("first", inner.before())
                .put("turns", turns)
                .ints("out", outer.stream().map(PaddedAxis::out).toList(), 1)
                .ints("in", outer.stream().map(PaddedAxis::in).toList(), 1)
                .ints("before", outer.stream().map(PaddedAxis::before).toList(), 0)
                .longs("strides", outer.stream().map(PaddedAxis::stride).toList()));
    }
}
