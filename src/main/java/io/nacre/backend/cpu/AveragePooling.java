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
    private final Taps depth;
    private final Taps height;
    private final Taps width;
    private final CpuView x;
    private final CpuView y;

    AveragePooling(AveragePool op, Operands operands) {
        this.op = op;
        in = Volume.of(operands.inputShape(0));
        out = Volume.of(operands.outputShape());
        Window window = op.window().volume();
        depth = new Taps(window.axis(0), in.d(), out.d());
        height = new Taps(window.axis(1), in.h(), out.h());
        width = new Taps(window.axis(2), in.w(), out.w());
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
        int firstColumn = width.firstTap(ow);
        int endColumn = width.endTap(ow);
        double sum = 0;
        for (int kd = depth.firstTap(od); kd < depth.endTap(od); kd++) {
            for (int kh = height.firstTap(oh); kh < height.endTap(oh); kh++) {
                int line = plane + (depth.position(od, kd) * in.h() + height.position(oh, kh)) * in.w();
                int position = line + width.position(ow, firstColumn);
                for (int kw = firstColumn; kw < endColumn; kw++) {
                    sum += values[position];
                    position += width.axis().dilation();
                }
            }
        }
        long taps = (long) inside(depth, od) * inside(height, oh) * inside(width, ow);
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

    /** How many of a window's taps lie in the input. */
    private static int inside(Taps taps, int output) {
        return Math.max(taps.endTap(output) - taps.firstTap(output), 0);
    }

    /** How many of a window's taps lie in the input or its padding, but not beyond, where ceil mode reaches. */
    private static int padded(Taps taps, int output) {
        Axis axis = taps.axis();
        int room = taps.in() + axis.before() + Math.max(axis.after(), 0) - output * axis.stride();
        return Math.min(axis.kernel(), (room + axis.dilation() - 1) / axis.dilation());
    }
}
