package io.nacre.backend.cpu;

import io.nacre.op.MaxPool;
import io.nacre.op.Volume;
import io.nacre.op.Window;

/** Max pooling, one channel of one sample a tile. */
final class MaxPooling implements Tiles {
    private final Volume in;
    private final Volume out;
    private final TapRanges depth;
    private final TapRanges height;
    private final TapRanges width;
    private final CpuView x;
    private final CpuView y;
    private final boolean withIndices;
    private final CpuView indices;

    MaxPooling(MaxPool op, Operands operands) {
        in = Volume.of(operands.inputShape(0));
        out = Volume.of(operands.outputShape());
        Window window = op.window().volume();
        depth = new TapRanges(new Taps(window.axis(0), in.d(), out.d()));
        height = new TapRanges(new Taps(window.axis(1), in.h(), out.h()));
        width = new TapRanges(new Taps(window.axis(2), in.w(), out.w()));
        x = operands.input(0);
        y = operands.output();
        withIndices = op.indices();
        indices = operands.outputs().get(withIndices ? 1 : 0);
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
        int target = c * out.plane();
        for (int od = 0; od < out.d(); od++) {
            for (int oh = 0; oh < out.h(); oh++) {
                for (int ow = 0; ow < out.w(); ow++) {
                    int best = best(plane, od, oh, ow);
                    y.floats()[y.sample(n) + target] = best < 0 ? Float.NEGATIVE_INFINITY : x.floats()[plane + best];
                    if (withIndices) {
                        indices.ints()[indices.sample(n) + target] = positionOf(best, od, oh, ow);
                    }
                    target++;
                }
            }
        }
    }

    /** What is answered as the position of a window's largest element, as {@link #best} found it, or did not. */
    private int positionOf(int best, int od, int oh, int ow) {
        int first = (depth.start(od) * in.h() + height.start(oh)) * in.w() + width.start(ow);
        return best < 0 ? Math.max(first, 0) : best;
    }

    /** The position that is answered for a window. */
    int position(int plane, int od, int oh, int ow) {
        return positionOf(best(plane, od, oh, ow), od, oh, ow);
    }

    /** The position within its plane of a window's largest element; -1 if the window has no tap in the input. */
    private int best(int plane, int od, int oh, int ow) {
        float[] values = x.floats();
        int best = -1;
        float largest = Float.NEGATIVE_INFINITY;
        for (int kd = 0; kd < depth.count(od); kd++) {
            int slice = (depth.start(od) + kd * depth.step()) * in.h();
            for (int kh = 0; kh < height.count(oh); kh++) {
                int position = (slice + height.start(oh) + kh * height.step()) * in.w() + width.start(ow);
                for (int kw = 0; kw < width.count(ow); kw++) {
                    float value = values[plane + position];
                    if (value > largest || best < 0 || Float.isNaN(value)) {
                        largest = value;
                        best = position;
                    }
                    position += width.step();
                }
            }
        }
        return best;
    }
}
