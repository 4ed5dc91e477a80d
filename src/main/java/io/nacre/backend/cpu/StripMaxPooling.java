package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.LineLoops;
import io.nacre.op.MaxPool;
import io.nacre.op.Volume;
import io.nacre.op.Window;

/**
 * Max pooling strip by strip: a tile pads some lines of one channel with -∞ into scratch memory, where each tap sees the
 * results as elements that follow each other, and takes the largest of all taps.
 */
final class StripMaxPooling implements Tiles {
    /** Elements of input of a strip: half a first-level cache. */
    private static final int CACHE = 8 * 1024;
    /** Lanes of the widest vectors. */
    private static final int LANES = 16;

    private final LineLoops loops;
    private final Window window;
    /** For each tap its distance from the window's first one, within a plane. */
    private final int[] distances;

    private final StripInput input;
    private final StripInput.Filling filling;
    private final int[] offsets;
    private final Volume in;
    private final Volume out;
    private final Pieces lines;
    private final CpuView x;
    private final CpuView y;
    private final boolean withIndices;
    private final CpuView indices;
    private final float[] scratch;
    private final int scratchStart;
    private final int scratchPerSeat;
    private final int best;
    private final int which;
    private final MaxPooling exact;

    StripMaxPooling(MaxPool op, Operands operands, LineLoops loops) {
        this.loops = loops;
        in = Volume.of(operands.inputShape(0));
        out = Volume.of(operands.outputShape());
        window = op.window().volume();
        distances = distances(window, in);
        lines = lines(window, in, out);
        input = new StripInput(window, in, out, 1, lines.size(), out.w());
        filling = input.filling(loops, Float.NEGATIVE_INFINITY);
        offsets = input.offsets();
        x = operands.input(0);
        y = operands.output();
        withIndices = op.indices();
        indices = operands.outputs().get(withIndices ? 1 : 0);
        scratch = operands.scratch().floats();
        scratchStart = operands.scratch().offset();
        scratchPerSeat = Math.toIntExact(scratch(op, in, out));
        best = Math.toIntExact(input.elements()) + LANES;
        which = best + results(input, lines, out);
        exact = new MaxPooling(op, operands);
    }

    /** Elements of scratch memory that each thread needs: input, largest elements, their taps. */
    static long scratch(MaxPool op, Volume in, Volume out) {
        Window window = op.window().volume();
        Pieces lines = lines(window, in, out);
        StripInput input = new StripInput(window, in, out, 1, lines.size(), out.w());
        return input.elements() + LANES + 2L * results(input, lines, out);
    }

    private static int results(StripInput input, Pieces lines, Volume out) {
        return lines.size() * input.pitch() + out.w() + LANES;
    }

    private static Pieces lines(Window window, Volume in, Volume out) {
        long line = new StripInput(window, in, out, 1, 1, out.w()).elements();
        long all = new StripInput(window, in, out, 1, out.h(), out.w()).elements();
        long more = Math.max((all - line) / Math.max(out.h() - 1, 1), 1);
        return Pieces.ofAtMost(out.h(), (int) Math.max(Math.min((CACHE - line) / more, out.h()), 1));
    }

    @Override
    public int count() {
        return Math.multiplyExact(out.n() * out.c(), out.d() * lines.count());
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int piece = tile % lines.count();
        int od = tile / lines.count() % out.d();
        int c = tile / lines.count() / out.d() % out.c();
        int n = tile / lines.count() / out.d() / out.c();
        int at = scratchStart + workspace.seat * scratchPerSeat;
        int first = lines.start(piece);
        int count = lines.length(piece);
        filling.fill(x.floats(), x.sample(n) + c * in.plane(), od, first, count, 0, scratch, at);
        int length = (count - 1) * input.pitch() + out.w();
        int position = c * out.plane() + (od * out.h() + first) * out.w();
        if (withIndices) {
            loops.largest(scratch, at, offsets, scratch, at + best, scratch, at + which, length);
            for (int line = 0; line < count; line++) {
                storeIndices(n, c, od, first + line, at + which + line * input.pitch());
            }
        } else {
            loops.largest(scratch, at, offsets, scratch, at + best, length);
        }
        loops.copy(scratch, at + best, input.pitch(), y.floats(), y.sample(n) + position, out.w(), out.w(), count);
    }

    /** The positions of a line's maxima: where the taps lie that won. */
    private void storeIndices(int n, int c, int od, int oh, int taps) {
        int target = indices.sample(n) + c * out.plane() + (od * out.h() + oh) * out.w();
        int origin = (corner(0, od) * in.h() + corner(1, oh)) * in.w() + corner(2, 0);
        int step = window.axis(2).stride();
        for (int ow = 0; ow < out.w(); ow++) {
            int tap = (int) scratch[taps + ow];
            indices.ints()[target + ow] = tap >= 0
                    ? origin + ow * step + distances[tap]
                    : exact.position(x.sample(n) + c * in.plane(), od, oh, ow);
        }
    }

    /** Where a window's first tap lies along an axis; may be outside. */
    private int corner(int axis, int position) {
        return position * window.axis(axis).stride() - window.axis(axis).before();
    }

    /** For each tap its distance from the window's first one, within a plane. */
    private static int[] distances(Window window, Volume in) {
        int[] distances = new int[Math.toIntExact(window.taps())];
        int next = 0;
        for (int kd = 0; kd < window.axis(0).kernel(); kd++) {
            for (int kh = 0; kh < window.axis(1).kernel(); kh++) {
                for (int kw = 0; kw < window.axis(2).kernel(); kw++) {
                    int line = kd * window.axis(0).dilation() * in.h()
                            + kh * window.axis(1).dilation();
                    distances[next++] = line * in.w() + kw * window.axis(2).dilation();
                }
            }
        }
        return distances;
    }
}
