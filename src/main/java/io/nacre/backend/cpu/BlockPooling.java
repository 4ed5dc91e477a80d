package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.PoolLoops;
import io.nacre.backend.cpu.micro.RowLoops;
import io.nacre.op.Binary;
import io.nacre.op.Volume;
import io.nacre.op.Window;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Pools of planes whose channels lie in blocks, that is, whose last axis is short and not touched by the window: all lines of input
 * that a line of results sees are combined into one, and then the pixels of each window on it.
 */
final class BlockPooling implements Tiles {
    /** Elements of input of a tile. */
    private static final int GRAIN = 32 * 1024;

    private final PoolLoops pool;
    private final RowLoops rows;
    private final @Nullable PoolDivisors divisors;
    private final Volume in;
    private final Volume out;
    private final TapRanges height;
    private final TapRanges width;
    /** For each column where the windows that see as many taps as its own end. */
    private final int[] ends;

    private final int linesPerTile;
    private final CpuView x;
    private final CpuView y;
    private final float[] scratch;
    private final int scratchStart;

    /**
     * @param divisors what sums are divided by; null for the largest element
     */
    BlockPooling(Window window, Operands operands, PoolLoops pool, @Nullable PoolDivisors divisors) {
        this.pool = pool;
        this.divisors = divisors;
        rows = operands.rows();
        in = Volume.of(operands.inputShape(0));
        out = Volume.of(operands.outputShape());
        height = new TapRanges(new Taps(window.axis(0), in.d(), out.d()));
        width = new TapRanges(new Taps(window.axis(1), in.h(), out.h()));
        ends = new int[out.h()];
        for (int ow = out.h() - 1; ow >= 0; ow--) {
            ends[ow] = ow + 1 < out.h() && alike(ow, ow + 1) ? ends[ow + 1] : ow + 1;
        }
        int seen = height.taps().count() * in.h() * in.w();
        linesPerTile = Math.min(Math.max(GRAIN / seen, 1), out.d());
        x = operands.input(0);
        y = operands.output();
        scratch = operands.scratch().floats();
        scratchStart = operands.scratch().offset();
    }

    /** Whether two windows of a line see equally many taps, each those of the one before a stride further. */
    private boolean alike(int a, int b) {
        return width.count(a) == width.count(b)
                && width.start(b) - width.start(a) == width.taps().stride()
                && (divisors == null || divisors.line(0, a) == divisors.line(0, b));
    }

    /** Whether the last axis is one that the window does not touch, and of whole vectors. */
    static boolean fits(Window window, Volume in, int lanes) {
        return window.axes().size() == 3 && window.axis(2).isUnit() && in.w() == lanes;
    }

    /** Elements of scratch memory that each thread needs: a line. */
    static long scratch(Volume in) {
        return (long) in.h() * in.w();
    }

    private int tilesPerPlane() {
        return Tiles.cover(out.d(), linesPerTile);
    }

    @Override
    public int count() {
        return Math.multiplyExact(Math.multiplyExact(out.n(), out.c()), tilesPerPlane());
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int c = tile / tilesPerPlane() % out.c();
        int n = tile / tilesPerPlane() / out.c();
        int plane = x.sample(n) + c * in.plane();
        int target = y.sample(n) + c * out.plane();
        int room = scratchStart + workspace.seat * Math.toIntExact(scratch(in));
        int first = tile % tilesPerPlane() * linesPerTile;
        for (int oh = first; oh < Math.min(first + linesPerTile, out.d()); oh++) {
            line(plane, oh, target + oh * out.h() * out.w(), room);
        }
    }

    private void line(int plane, int oh, int target, int room) {
        int pitch = in.h() * in.w();
        int lines = height.count(oh);
        int from = plane + height.start(oh) * pitch;
        if (lines > 1) {
            pool.lines(x.floats(), from, 1, 0, lines, height.step() * pitch, scratch, room, pitch);
        }
        float[] line = lines > 1 ? scratch : x.floats();
        int start = lines > 1 ? room : from;
        for (int ow = 0; ow < out.h(); ow = ends[ow]) {
            int at = target + ow * out.w();
            int length = (ends[ow] - ow) * out.w();
            if (lines == 0 || width.count(ow) == 0) {
                Arrays.fill(y.floats(), at, at + length, pool.neutral());
                continue;
            }
            pool.blocks(
                    line,
                    start + width.start(ow) * in.w(),
                    width.count(ow),
                    width.step() * in.w(),
                    width.taps().stride() * in.w(),
                    in.w(),
                    y.floats(),
                    at,
                    length);
            if (divisors != null) {
                float divisor = divisors.line(oh, ow) * divisors.columns()[0];
                rows.combine(Binary.Function.DIV, y.floats(), at, divisor, y.floats(), at, length);
            }
        }
    }
}
