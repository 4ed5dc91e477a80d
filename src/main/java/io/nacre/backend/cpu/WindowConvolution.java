package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.LineLoops;
import io.nacre.backend.cpu.micro.ProductKernel;
import io.nacre.backend.cpu.micro.WindowLoops;
import io.nacre.op.Convolution;
import io.nacre.op.Volume;
import io.nacre.op.Window;

/**
 * Convolution in groups of few channels, depthwise most of all: the input of some lines of one group is padded into scratch
 * memory, in a core's first cache, and each output channel computed on it.
 *
 * <p>The zeros that taps see in the padding are not the same as taps that are skipped if a weight is infinite or NaN:
 * channels with such weights are computed as convolution is defined.
 */
final class WindowConvolution implements Tiles {
    /** Elements of input of a strip that stay in the first cache. */
    private static final int CACHE = 8 * 1024;
    /** The same where a few lines of all channels of a group do not. */
    private static final int LARGE = 64 * 1024;
    /** Lines of results that are worth the larger one. */
    private static final int FEW = 4;
    /** Multiply-adds and copied elements of a tile. */
    private static final long GRAIN = 64 * 1024;
    /** Lanes of two of the widest vectors. */
    private static final int LANES = 32;

    /** For each column of taps where its first factor lies, and where it sees the first result. */
    private record Columns(int[] places, int[] offsets) {

        /** @param all where each tap sees the first result */
        static Columns of(int[] all, int taps, int factorPitch) {
            int[] places = new int[all.length / taps];
            int[] offsets = new int[places.length];
            for (int q = 0; q < places.length; q++) {
                places[q] = q / factorPitch * factorPitch * taps + q % factorPitch;
                offsets[q] = all[places[q]];
            }
            return new Columns(places, offsets);
        }
    }

    private final WindowLoops loops;
    private final PanelFactors factors;
    private final Volume in;
    private final Volume out;
    private final int groups;
    private final int outputsPerGroup;
    private final Pieces lines;
    private final Pieces columns;
    private final StripInput input;
    private final StripInput.Filling filling;
    /** Taps of a column of the window that can be taken at once. */
    private final int kernel;

    private final int factorPitch;
    private final Columns columnsOfTaps;
    private final Columns singleTaps;
    private final int unitsPerTile;
    private final CpuView x;
    private final float[] scratch;
    private final int scratchStart;
    private final int scratchPerSeat;
    private final ProductFinish finish;
    private final DirectConvolution direct;

    /**
     * @param factors of one output channel a panel
     * @param scratchStart where each thread's {@link #scratch} begins
     */
    WindowConvolution(
            Convolution op,
            Operands operands,
            WindowLoops loops,
            LineLoops copies,
            ProductKernel product,
            PanelFactors factors,
            int scratchStart) {
        this.loops = loops;
        this.factors = factors;
        this.scratchStart = scratchStart;
        in = Volume.of(operands.inputShape(0));
        out = Volume.of(operands.outputShape());
        groups = op.groups();
        outputsPerGroup = out.c() / groups;
        lines = lines(op, in, out);
        columns = columns(op, in, out);
        input = input(op, in, out, lines.size(), columns.size());
        filling = input.filling(copies, 0);
        Window window = op.window().volume();
        boolean dense = window.axis(1).stride() == 1 && window.axis(1).dilation() == 1;
        kernel = dense ? window.axis(1).kernel() : 1;
        factorPitch = window.axis(2).kernel();
        int[] offsets = input.offsets();
        columnsOfTaps = Columns.of(offsets, kernel, factorPitch);
        singleTaps = Columns.of(offsets, 1, factorPitch);
        long work = (long) (outputsPerGroup * offsets.length + 16) * lines.size() * columns.size();
        unitsPerTile = (int) Math.max(GRAIN / Math.max(work, 1), 1);
        x = operands.input(0);
        scratch = operands.scratch().floats();
        scratchPerSeat = Math.toIntExact(scratch(op, in, out));
        finish = new ProductFinish(product, op, operands);
        direct = new DirectConvolution(op, operands, factors::factor);
    }

    /** Elements of scratch memory that each thread needs: input, then results of one channel. */
    static long scratch(Convolution op, Volume in, Volume out) {
        Pieces lines = lines(op, in, out);
        Pieces columns = columns(op, in, out);
        return input(op, in, out, lines.size(), columns.size()).elements() + results(lines, columns) + LANES;
    }

    private static long results(Pieces lines, Pieces columns) {
        return (long) lines.size() * columns.size() + LANES;
    }

    private static StripInput input(Convolution op, Volume in, Volume out, int lines, int columns) {
        return new StripInput(op.window().volume(), in, out, in.c() / op.groups(), lines, columns);
    }

    private static Pieces lines(Convolution op, Volume in, Volume out) {
        if (columns(op, in, out).count() > 1) {
            return new Pieces(out.h(), 1);
        }
        long first = input(op, in, out, 1, out.w()).elements();
        long more = Math.max((input(op, in, out, 2, out.w()).elements() - first), 1);
        long few = Math.max((LARGE - first) / more, 0) + 1;
        long many = Math.max((CACHE - first) / more, 0) + 1;
        return Pieces.ofAtMost(out.h(), (int) Math.min(Math.max(Math.min(few, FEW), many), Math.max(out.h(), 1)));
    }

    /** Lines are cut only where one alone is too long. */
    private static Pieces columns(Convolution op, Volume in, Volume out) {
        long line = input(op, in, out, 1, out.w()).elements();
        long share = line > CACHE ? Math.max(CACHE * (long) out.w() / line, 8 * LANES) : out.w();
        return Pieces.ofAtMost(out.w(), (int) Math.min(share, Math.max(out.w(), 1)));
    }

    private int units() {
        int slices = Math.multiplyExact(out.n() * groups, out.d());
        return Math.multiplyExact(slices, lines.count() * columns.count());
    }

    @Override
    public int count() {
        return Tiles.cover(units(), unitsPerTile);
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int at = scratchStart + workspace.seat * scratchPerSeat;
        int end = Math.min((tile + 1) * unitsPerTile, units());
        for (int unit = tile * unitsPerTile; unit < end; unit++) {
            unit(unit, at, workspace);
        }
    }

    private void unit(int unit, int at, Workspace workspace) {
        int strip = unit % (lines.count() * columns.count());
        int slice = unit / (lines.count() * columns.count());
        int od = slice % out.d();
        int group = slice / out.d() % groups;
        int n = slice / out.d() / groups;
        int line = lines.start(strip / columns.count());
        int column = columns.start(strip % columns.count());
        int count = lines.length(strip / columns.count());
        int width = columns.length(strip % columns.count());
        int channels = in.c() / groups;
        filling.fill(x.floats(), x.sample(n) + group * channels * in.plane(), od, line, count, column, scratch, at);
        int position = (od * out.h() + line) * out.w() + column;
        for (int m = 0; m < outputsPerGroup; m++) {
            channel(n, group, m, position, count, width, at, workspace);
        }
    }

    private void channel(int n, int group, int m, int position, int count, int width, int at, Workspace workspace) {
        int oc = group * outputsPerGroup + m;
        if (!factors.isFinite(group, m)) {
            direct.run(n, oc, position, count * width, workspace.row());
            return;
        }
        int taps = loops.tapsAtOnce(kernel, count);
        Columns by = taps == 1 ? singleTaps : columnsOfTaps;
        int sums = at + scratchPerSeat - (int) results(lines, columns);
        loops.convolve(
                factors.values(),
                factors.start(group, m),
                by.places,
                factorPitch,
                taps,
                scratch,
                at,
                by.offsets,
                input.pitch(),
                scratch,
                sums,
                width,
                count);
        finish.store(scratch, sums, count * width, oc, n, oc * out.plane() + position, workspace);
    }
}
