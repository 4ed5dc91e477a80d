package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.LineLoops;
import io.nacre.op.Resize;
import io.nacre.op.Volume;

/**
 * Resampling by tables, some lines of one channel of one sample a tile: lines of the input are added up first, then the
 * elements of their sum. A line made of the same as the one before is copied.
 */
final class Resampling implements Tiles {
    /** Results of a tile. */
    private static final int GRAIN = 16 * 1024;

    /** The table of one axis: for each output position its taps' input positions and weights. */
    private record Table(int taps, CpuView positions, CpuView weights) {
        /** The table of an axis that is not there. */
        static final Table UNIT = new Table(1, new CpuView(new int[1], 0, 1), new CpuView(new float[] {1}, 0, 1));

        int position(int output, int tap) {
            return positions.ints()[positions.sample(output) + tap];
        }

        float weight(int output, int tap) {
            return weights.floats()[weights.sample(output) + tap];
        }

        boolean same(int output, int other) {
            for (int tap = 0; tap < taps; tap++) {
                if (position(output, tap) != position(other, tap) || weight(output, tap) != weight(other, tap)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final LineLoops loops;
    private final Volume in;
    private final Volume out;
    private final Table depth;
    private final Table height;
    private final Table width;
    private final Pieces lines;
    private final CpuView x;
    private final CpuView y;
    private final float[] scratch;
    private final int scratchStart;

    Resampling(Operands operands, LineLoops loops) {
        this.loops = loops;
        in = Volume.of(operands.inputShape(0));
        out = Volume.of(operands.outputShape());
        int[] taps = Resize.taps(operands.inputTypes());
        depth = table(operands, 0, taps);
        height = table(operands, 1, taps);
        width = table(operands, 2, taps);
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

    private static Table table(Operands operands, int axis, int[] taps) {
        int absent = 5 - operands.inputShape(0).rank();
        if (axis < absent) {
            return Table.UNIT;
        }
        int input = 1 + 2 * (axis - absent);
        return new Table(taps[axis], operands.input(input), operands.input(input + 1));
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
