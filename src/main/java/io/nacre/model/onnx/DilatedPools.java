package io.nacre.model.onnx;

import io.nacre.graph.Value;
import io.nacre.op.Axis;
import io.nacre.op.Binary;
import io.nacre.op.Convolution;
import io.nacre.op.Epilogue;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Sums and means of windows whose taps lie apart: a convolution with ones, a channel a group. */
final class DilatedPools {
    private DilatedPools() {}

    static boolean isDilated(Window window) {
        return window.axes().stream().anyMatch(axis -> axis.dilation() > 1 && axis.kernel() > 1);
    }

    static Value sum(Call call, Value x, Window window, boolean ceil) {
        Shape shape = x.type().shape();
        int channels = shape.extent(1);
        int[] extents = new int[shape.rank()];
        extents[0] = channels;
        extents[1] = 1;
        for (int i = 0; i < window.axes().size(); i++) {
            extents[i + 2] = window.axis(i).kernel();
        }
        TensorType type = TensorType.f32(extents);
        Value ones = call.fold(List.of("ones", type), List.of(), type.elements(), () -> {
            Tensor tensor = Tensor.zeros(type);
            for (int i = 0; i < type.elements(); i++) {
                TensorBytes.put(tensor, i, 1f);
            }
            return tensor;
        });
        Window whole = ceil ? withPartial(window, shape) : window;
        return call.add(new Convolution(whole, Math.max(channels, 1), Epilogue.NONE), x, ones);
    }

    /** The window with as much more padding behind as the last, partial windows of ceil_mode need. */
    private static Window withPartial(Window window, Shape x) {
        List<Axis> axes = new ArrayList<>();
        for (int i = 0; i < window.axes().size(); i++) {
            Axis axis = window.axis(i);
            int in = x.extent(i + 2);
            long needed = (axis.windowsCeil(in) - 1L) * axis.stride() + axis.span() - axis.before() - in;
            int after = Math.toIntExact(Math.max(needed, axis.after()));
            axes.add(new Axis(axis.kernel(), axis.stride(), axis.dilation(), axis.before(), after));
        }
        return new Window(axes);
    }

    /** The sum over the number of taps within the input, or within the padded input. */
    static Value average(Call call, Value x, Window window, boolean ceil, boolean countPadding) {
        Value sum = sum(call, x, window, ceil);
        int spatial = window.axes().size();
        Value counts = call.constant(Tensor.of(new float[] {1}, 1));
        for (int i = 0; i < spatial; i++) {
            int in = x.type().shape().extent(i + 2);
            if (sum.type().shape().extent(i + 2) > Call.MAX_FOLDED) {
                throw call.fault("has more than " + Call.MAX_FOLDED + " windows along an axis of " + x.type());
            }
            float[] taps = taps(window.axis(i), in, sum.type().shape().extent(i + 2), countPadding);
            Value along = call.channels(call.constant(Tensor.of(taps, taps.length)), spatial + 1 - i);
            counts = call.binary(Binary.Function.MUL, counts, along);
        }
        return call.binary(Binary.Function.DIV, sum, counts);
    }

    /** How many taps of each window along an axis count; at least 1, as the sum of none is 0. */
    private static float[] taps(Axis axis, int in, int windows, boolean countPadding) {
        int low = countPadding ? -axis.before() : 0;
        long high = countPadding ? (long) in + axis.after() : in;
        float[] taps = new float[windows];
        for (int o = 0; o < windows; o++) {
            for (int k = 0; k < axis.kernel(); k++) {
                long position = (long) o * axis.stride() - axis.before() + (long) k * axis.dilation();
                taps[o] += position >= low && position < high ? 1 : 0;
            }
            taps[o] = Math.max(taps[o], 1);
        }
        return taps;
    }
}
