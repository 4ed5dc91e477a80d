package io.nacre.backend.cpu;

import io.nacre.op.Convolution;
import io.nacre.op.Volume;
import io.nacre.op.Window;
import java.util.Arrays;

/**
 * Convolution as it is defined, one channel of one sample a tile: each tap of the window is added to a row of results,
 * over those elements of the row for which it lies inside the input.
 */
final class DirectConvolution implements Tiles {
    private final Volume in;
    private final Volume out;
    private final Taps depth;
    private final Taps height;
    private final Taps width;
    private final int channelsPerGroup;
    private final int outputsPerGroup;
    private final CpuView x;
    private final Weights weights;
    private final RowEpilogue epilogue;

    /** A convolution's weights, however they lie. */
    interface Weights {
        /** The weight of an output channel for the k-th tap, counted over all taps of all channels that it sees. */
        float factor(int channel, int k);
    }

    DirectConvolution(Convolution op, Operands operands, Weights weights) {
        this.weights = weights;
        in = Volume.of(operands.inputShape(0));
        out = Volume.of(operands.outputShape());
        Window window = op.window().volume();
        depth = new Taps(window.axis(0), in.d(), out.d());
        height = new Taps(window.axis(1), in.h(), out.h());
        width = new Taps(window.axis(2), in.w(), out.w());
        channelsPerGroup = in.c() / op.groups();
        outputsPerGroup = out.c() / op.groups();
        x = operands.input(0);
        epilogue = RowEpilogue.perRow(op, operands);
    }

    @Override
    public int count() {
        return Math.multiplyExact(out.n(), out.c());
    }

    @Override
    public void run(int tile, Workspace workspace) {
        run(tile / out.c(), tile % out.c(), 0, out.plane(), workspace.row());
    }

    /**
     * Computes results that follow each other in one channel.
     *
     * @param first the first one's position within its plane
     * @param row where they are made; its contents are lost
     */
    void run(int n, int oc, int first, int length, float[] row) {
        int end = first + length;
        int piece;
        for (int position = first; position < end; position += piece) {
            int ow = position % out.w();
            int line = position / out.w();
            piece = Math.min(Math.min(out.w() - ow, end - position), row.length);
            row(n, oc, line / out.h(), line % out.h(), ow, piece, row);
            epilogue.store(row, piece, oc, n, oc * out.plane() + position);
        }
    }

    /** A piece of a row of results, from column {@code first} on. */
    private void row(int n, int oc, int od, int oh, int first, int length, float[] row) {
        Arrays.fill(row, 0, length, 0);
        int group = oc / outputsPerGroup;
        for (int c = 0; c < channelsPerGroup; c++) {
            int plane = x.sample(n) + (group * channelsPerGroup + c) * in.plane();
            for (int kd = depth.firstTap(od); kd < depth.endTap(od); kd++) {
                for (int kh = height.firstTap(oh); kh < height.endTap(oh); kh++) {
                    int line = plane + (depth.position(od, kd) * in.h() + height.position(oh, kh)) * in.w();
                    int taps = ((c * depth.count() + kd) * height.count() + kh) * width.count();
                    addTaps(row, first, length, line, oc, taps);
                }
            }
        }
    }

    /** Adds the taps of one row of the window, which lie in one row of the input. */
    private void addTaps(float[] row, int first, int length, int line, int oc, int taps) {
        float[] values = x.floats();
        for (int kw = 0; kw < width.count(); kw++) {
            float factor = weights.factor(oc, taps + kw);
            int from = Math.max(width.firstOutput(kw), first);
            int end = Math.min(width.endOutput(kw), first + length);
            int position = line + width.position(from, kw);
            for (int ow = from; ow < end; ow++) {
                row[ow - first] += factor * values[position];
                position += width.stride();
            }
        }
    }
}
