package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.LineLoops;
import io.nacre.backend.cpu.micro.PoolLoops;
import io.nacre.op.Axis;
import io.nacre.op.Volume;
import io.nacre.op.Window;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Pooling line by line: all lines of input that a line of results sees are combined into one, padded on the left and right,
 * and then the elements of each window on it.
 */
final class LinePooling implements Tiles {
    /** Elements of input of a tile. */
    private static final int GRAIN = 16 * 1024;
    /** Results that are made before they are stored. */
    private static final int RESULTS = 2048;
    /** Lanes of the widest vectors. */
    private static final int LANES = 16;

    private final PoolLoops pool;
    private final LineLoops loops;
    private final Volume in;
    private final Volume out;
    private final TapRanges depth;
    private final TapRanges height;
    private final LineWindow width;
    private final Pieces lines;
    private final int unitsPerTile;
    private final @Nullable PoolDivisors divisors;
    private final CpuView x;
    private final CpuView y;
    private final float[] scratch;
    private final int scratchStart;
    private final int scratchPerSeat;

    /** The windows along one line: where they lie in a line that is padded. */
    private record LineWindow(Taps taps) {
        /** Elements of padding in front. */
        int before() {
            return Math.max(taps.axis().before(), 0);
        }

        /** Elements of input that are left out in front. */
        int cropped() {
            return Math.max(-taps.axis().before(), 0);
        }

        /** Elements of input, the first and the last perhaps cropped. */
        int inside() {
            return Math.max(taps.in() - cropped(), 0);
        }

        /** All elements that windows see. */
        int length() {
            return Math.toIntExact(
                    (taps.out() - 1L) * taps.stride() + taps.axis().span());
        }

        /** Elements of memory that the line needs, vectors that reach beyond it included. */
        int room() {
            long seen = (long) round(taps.out()) * taps.stride() + taps.axis().span();
            return Math.toIntExact(Math.max(seen, before() + (long) inside()) + 2 * LANES);
        }
    }

    /**
     * @param divisors what sums are divided by; null for largest elements
     */
    LinePooling(Window window, Operands operands, PoolLoops pool, LineLoops loops, @Nullable PoolDivisors divisors) {
        this.pool = pool;
        this.loops = loops;
        this.divisors = divisors;
        in = Volume.of(operands.inputShape(0));
        out = Volume.of(operands.outputShape());
        Window volume = window.volume();
        depth = new TapRanges(new Taps(volume.axis(0), in.d(), out.d()));
        height = new TapRanges(new Taps(volume.axis(1), in.h(), out.h()));
        width = new LineWindow(new Taps(volume.axis(2), in.w(), out.w()));
        lines = lines(out);
        long perUnit = (long) volume.axis(0).kernel() * volume.axis(1).stride() * lines.size() * in.w();
        unitsPerTile = (int) Math.max(GRAIN / Math.max(perUnit, 1), 1);
        x = operands.input(0);
        y = operands.output();
        scratch = operands.scratch().floats();
        scratchStart = operands.scratch().offset();
        scratchPerSeat = Math.toIntExact(scratch(window, in, out));
    }

    /** Elements of scratch memory that each thread needs: a line, and results. */
    static long scratch(Window window, Volume in, Volume out) {
        Axis axis = window.volume().axis(2);
        return new LineWindow(new Taps(axis, in.w(), out.w())).room() + results(out);
    }

    private static Pieces lines(Volume out) {
        return Pieces.ofAtMost(out.h(), Math.max(RESULTS / Math.max(out.w(), 1), 1));
    }

    private static long results(Volume out) {
        return (long) lines(out).size() * out.w() + LANES;
    }

    private static int round(int length) {
        return Tiles.cover(length, LANES) * LANES;
    }

    private int units() {
        return Math.multiplyExact(Math.multiplyExact(out.n(), out.c()), out.d() * lines.count());
    }

    @Override
    public int count() {
        return Tiles.cover(units(), unitsPerTile);
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int at = scratchStart + workspace.seat * scratchPerSeat;
        Arrays.fill(scratch, at, at + width.before(), pool.neutral());
        int end = Math.min((tile + 1) * unitsPerTile, units());
        for (int unit = tile * unitsPerTile; unit < end; unit++) {
            unit(unit, at);
        }
    }

    /** Some lines of one slice. */
    private void unit(int unit, int at) {
        int piece = unit % lines.count();
        int od = unit / lines.count() % out.d();
        int c = unit / lines.count() / out.d() % out.c();
        int n = unit / lines.count() / out.d() / out.c();
        int plane = x.sample(n) + c * in.plane();
        int first = lines.start(piece);
        int count = lines.length(piece);
        int results = at + scratchPerSeat - (int) results(out);
        for (int line = 0; line < count; line++) {
            line(plane, od, first + line, at, results + line * out.w());
        }
        int target = y.sample(n) + c * out.plane() + (od * out.h() + first) * out.w();
        loops.copy(scratch, results, 0, y.floats(), target, 0, count * out.w(), 1);
    }

    private void line(int plane, int od, int oh, int at, int results) {
        int slices = depth.count(od);
        int rows = height.count(oh);
        if (slices * rows == 0) {
            Arrays.fill(scratch, results, results + out.w(), pool.neutral());
            return;
        }
        int from = plane + (depth.start(od) * in.h() + height.start(oh)) * in.w() + width.cropped();
        int slicePitch = depth.step() * in.h() * in.w();
        int end = at + width.before() + width.inside();
        pool.lines(
                x.floats(),
                from,
                slices,
                slicePitch,
                rows,
                height.step() * in.w(),
                scratch,
                at + width.before(),
                width.inside());
        for (int i = end; i < at + width.length(); i++) {
            scratch[i] = pool.neutral();
        }
        Taps taps = width.taps();
        pool.taps(scratch, at, taps.count(), taps.axis().dilation(), taps.stride(), scratch, results, out.w());
        if (divisors != null) {
            loops.divide(scratch, results, divisors.columns(), divisors.line(od, oh), out.w());
        }
    }
}
