package io.nacre.backend.cpu;

import io.nacre.op.AveragePool;
import io.nacre.op.Axis;
import io.nacre.op.Volume;
import io.nacre.op.Window;

/** Average pooling, one channel of one sample a tile; sums are kept in double precision. */
final class AveragePooling implements Tiles {
    private final AveragePool op;
    private final Volume in;
    private final Volume out;
    private final TapRanges depth;
    private final TapRanges height;
    private final TapRanges width;
    private final CpuView x;
    private final CpuView y;

    AveragePooling(AveragePool op, Operands operands) {
        this.op = op;
        in = Volume.of(operands.inputShape(0));
        out = Volume.of(operands.outputShape());
        Window window = op.window().volume();
        depth = new TapRanges(new Taps(window.axis(0), in.d(), out.d()));
        height = new TapRanges(new Taps(window.axis(1), in.h(), out.h()));
        width = new TapRanges(new Taps(window.axis(2), in.w(), out.w()));
        x = operands.input(0);
        y = operands.output();
    }

    @Override
    public int count() {
        return Math.multiplyExact(out.n(), out.c());
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int n = tile / out.c();
        int c = tile % out.c();
        int plane = x.sample(n) + c * in.plane();
        int target = y.sample(n) + c * out.plane();
        for (int od = 0; od < out.d(); od++) {
            for (int oh = 0; oh < out.h(); oh++) {
                for (int ow = 0; ow < out.w(); ow++) {
                    y.floats()[target++] = average(plane, od, oh, ow);
                }
            }
        }
    }

    private float average(int plane, int od, int oh, int ow) {
        float[] values = x.floats();
        double sum = 0;
        for (int kd = 0; kd < depth.count(od); kd++) {
            int slice = (depth.start(od) + kd * depth.step()) * in.h();
            for (int kh = 0; kh < height.count(oh); kh++) {
                int line = (slice + height.start(oh) + kh * height.step()) * in.w();
                int position = plane + line + width.start(ow);
                for (int kw = 0; kw < width.count(ow); kw++) {
                    sum += values[position];
                    position += width.step();
                }
            }
        }
        long taps = (long) depth.count(od) * height.count(oh) * width.count(ow);
        return taps == 0 ? 0 : (float) (sum / divisor(taps, od, oh, ow));
    }

    private double divisor(long tapsInside, int od, int oh, int ow) {
        if (op.divisor() != 0) {
            return op.divisor();
        }
        return op.countPadding()
                ? (double) padded(depth, od) * padded(height, oh) * padded(width, ow)
                : (double) tapsInside;
    }

    /** How many of a window's taps lie in the input or its padding, but not beyond, where ceil mode reaches. */
    private static int padded(TapRanges ranges, int output) {
        Taps taps = ranges.taps();
        Axis axis = taps.axis();
        int room = taps.in() + axis.before() + Math.max(axis.after(), 0) - output * axis.stride();
        return Math.min(axis.kernel(), (room + axis.dilation() - 1) / axis.dilation());
    }
}
