package io.nacre.backend.cpu;

import io.nacre.op.ConvolutionTranspose;
import io.nacre.op.Volume;
import io.nacre.op.Window;
import java.util.Arrays;

/**
 * Transposed convolution row by row, one channel of one sample a tile: seen from its result, the input's axes are the
 * outputs of a window that slides over the result, and each element of the input adds to the elements its taps lie on.
 */
final class DirectTransposedConvolution implements Tiles {
    private final Volume in;
    private final Volume out;
    private final Taps depth;
    private final Taps height;
    private final Taps width;
    private final int channelsPerGroup;
    private final int outputsPerGroup;
    private final CpuView x;
    private final CpuView weight;
    private final RowEpilogue epilogue;

    /**
     * @param weight where the weights lie as they are, whether or not an operand's packed form does
     */
    DirectTransposedConvolution(ConvolutionTranspose op, Operands operands, CpuView weight) {
        in = Volume.of(operands.inputShape(0));
        out = Volume.of(operands.outputShape());
        Window window = op.window().volume();
        depth = new Taps(window.axis(0), out.d(), in.d());
        height = new Taps(window.axis(1), out.h(), in.h());
        width = new Taps(window.axis(2), out.w(), in.w());
        channelsPerGroup = in.c() / op.groups();
        outputsPerGroup = out.c() / op.groups();
        x = operands.input(0);
        this.weight = weight;
        epilogue = RowEpilogue.perRow(op, operands);
    }

    @Override
    public int count() {
        return Math.multiplyExact(out.n(), out.c());
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int n = tile / out.c();
        int oc = tile % out.c();
        for (int od = 0; od < out.d(); od++) {
            for (int oh = 0; oh < out.h(); oh++) {
                line(n, oc, od, oh, workspace.row());
            }
        }
    }

    /** A whole line of results. */
    void line(int n, int oc, int od, int oh, float[] row) {
        for (int ow = 0; ow < out.w(); ow += Workspace.WIDTH) {
            row(n, oc, od, oh, ow, Math.min(Workspace.WIDTH, out.w() - ow), row);
        }
    }

    /** A piece of a row of results, from column {@code first} on. */
    private void row(int n, int oc, int od, int oh, int first, int length, float[] row) {
        Arrays.fill(row, 0, length, 0);
        for (int kd = 0; kd < depth.count(); kd++) {
            int id = depth.outputAt(od, kd);
            for (int kh = 0; id >= 0 && kh < height.count(); kh++) {
                int ih = height.outputAt(oh, kh);
                if (ih >= 0) {
                    addChannels(
                            row,
                            first,
                            length,
                            x.sample(n) + (id * in.h() + ih) * in.w(),
                            oc,
                            (kd * height.count() + kh) * width.count());
                }
            }
        }
        epilogue.store(row, length, oc, n, ((oc * out.d() + od) * out.h() + oh) * out.w() + first);
    }

    /** Adds one row of each input channel of the group. */
    private void addChannels(float[] row, int first, int length, int line, int oc, int tap) {
        int group = oc / outputsPerGroup;
        int kernel = depth.count() * height.count() * width.count();
        for (int c = group * channelsPerGroup; c < (group + 1) * channelsPerGroup; c++) {
            int taps = weight.sample(c) + oc % outputsPerGroup * kernel + tap;
            addTaps(row, first, length, line + c * in.plane(), taps);
        }
    }

    private void addTaps(float[] row, int first, int length, int line, int taps) {
        float[] values = x.floats();
        for (int kw = 0; kw < width.count(); kw++) {
            float factor = weight.floats()[taps + kw];
            int from = width.firstOutputFrom(first, kw);
            int end = width.firstOutputFrom(first + length, kw);
            int target = width.position(from, kw) - first;
            for (int iw = from; iw < end; iw++) {
                row[target] += factor * values[line + iw];
                target += width.stride();
            }
        }
    }
}
