package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.BlockLoops;
import io.nacre.backend.cpu.micro.LineLoops;
import io.nacre.op.Resize;
import io.nacre.op.Volume;
import org.jspecify.annotations.Nullable;

/**
 * Resampling by tables, some lines of one channel of one sample a tile: lines of the input are added up first, then the
 * elements of their sum. A line made of the same as the one before is copied.
 */
final class Resampling implements Tiles {
    /** Results of a tile. */
    private static final int GRAIN = 16 * 1024;

    private final LineLoops loops;
    private final @Nullable BlockLoops blocks;
    private final Volume in;
    private final Volume out;
    private final ResamplingTable depth;
    private final ResamplingTable height;
    private final ResamplingTable width;
    private final Pieces lines;
    private final CpuView x;
    private final CpuView y;
    private final float[] scratch;
    private final int scratchStart;

    /**
     * @param blocks loops for a last axis that is a block of channels and stays as it is; null if there are none
     */
    Resampling(Operands operands, LineLoops loops, @Nullable BlockLoops blocks) {
        this.loops = loops;
        this.blocks = blocks;
        in = Volume.of(operands.inputShape(0));
        out = Volume.of(operands.outputShape());
        int[] taps = Resize.taps(operands.inputTypes());
        depth = ResamplingTable.of(operands, 0, taps);
        height = ResamplingTable.of(operands, 1, taps);
        width = ResamplingTable.of(operands, 2, taps);
        lines = Pieces.ofAtMost(out.h(), Math.max(GRAIN / Math.max(out.w(), 1), 1));
        x = operands.input(0);
        y = operands.output();
        scratch = operands.scratch().floats();
        scratchStart = operands.scratch().offset();
    }

    /** Elements of scratch memory that each thread needs: a line of the input. */
    static long scratch(Volume in) {
        return in.w();
    }

    @Override
    public int count() {
        return Math.multiplyExact(Math.multiplyExact(out.n(), out.c()), out.d() * lines.count());
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int piece = tile % lines.count();
        int od = tile / lines.count() % out.d();
        int c = tile / lines.count() / out.d() % out.c();
        int n = tile / lines.count() / out.d() / out.c();
        int plane = x.sample(n) + c * in.plane();
        int target = y.sample(n) + c * out.plane() + od * out.h() * out.w();
        int sum = scratchStart + workspace.seat * in.w();
        int first = lines.start(piece);
        if (blocks != null && in.w() == blocks.lanes() && width.keeps(out.w())) {
            blocks(blocks, plane, od, first, lines.length(piece), target);
            return;
        }
        for (int oh = first; oh < first + lines.length(piece); oh++) {
            int line = target + oh * out.w();
            if (oh > first && height.same(oh, oh - 1)) {
                System.arraycopy(y.floats(), line - out.w(), y.floats(), line, out.w());
            } else {
                addLines(plane, od, oh, sum);
                resample(sum, line);
            }
        }
    }

    /** Computes pixels that are blocks of channels. */
    private void blocks(BlockLoops loops, int plane, int od, int first, int count, int target) {
        for (int d = 0; d < depth.taps(); d++) {
            loops.resample(
                    x.floats(),
                    plane + depth.position(od, d) * in.h() * in.w(),
                    height.positions().ints(),
                    height.positions().sample(first),
                    height.weights().floats(),
                    height.weights().sample(first),
                    height.taps(),
                    depth.weight(od, d),
                    d > 0,
                    y.floats(),
                    target + first * out.w(),
                    count);
        }
    }

    private void addLines(int plane, int od, int oh, int sum) {
        for (int d = 0; d < depth.taps(); d++) {
            int slice = plane + depth.position(od, d) * in.h() * in.w();
            for (int h = 0; h < height.taps(); h++) {
                float weight = depth.weight(od, d) * height.weight(oh, h);
                int line = slice + height.position(oh, h) * in.w();
                if (d + h == 0) {
                    loops.scale(weight, x.floats(), line, scratch, sum, in.w());
                } else {
                    loops.addScaled(weight, x.floats(), line, scratch, sum, in.w());
                }
            }
        }
    }

    private void resample(int sum, int target) {
        int[] positions = width.positions().ints();
        float[] weights = width.weights().floats();
        int taps = width.taps();
        if (taps == 1) {
            pick(
                    scratch,
                    sum,
                    positions,
                    width.positions().offset(),
                    weights,
                    width.weights().offset(),
                    target);
            return;
        }
        for (int ow = 0; ow < out.w(); ow++) {
            int position = width.positions().sample(ow);
            int weight = width.weights().sample(ow);
            float result = 0;
            for (int w = 0; w < taps; w++) {
                result += scratch[sum + positions[position + w]] * weights[weight + w];
            }
            y.floats()[target + ow] = result;
        }
    }

    private void pick(float[] sums, int sum, int[] positions, int position, float[] weights, int weight, int target) {
        float[] results = y.floats();
        for (int ow = 0; ow < out.w(); ow++) {
            results[target + ow] = sums[sum + positions[position + ow]] * weights[weight + ow];
        }
    }
}
