package io.nacre.backend.cpu;

import io.nacre.op.Resize;
import io.nacre.op.Volume;

/** Resampling by tables, one channel of one sample a tile; sums are kept in double precision. */
final class Resampling implements Tiles {

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
    }

    private final Volume in;
    private final Volume out;
    private final Table depth;
    private final Table height;
    private final Table width;
    private final CpuView x;
    private final CpuView y;

    Resampling(Operands operands) {
        in = Volume.of(operands.inputShape(0));
        out = Volume.of(operands.outputShape());
        int[] taps = Resize.taps(operands.inputTypes());
        depth = table(operands, 0, taps);
        height = table(operands, 1, taps);
        width = table(operands, 2, taps);
        x = operands.input(0);
        y = operands.output();
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
                    y.floats()[target++] = (float) sample(plane, od, oh, ow);
                }
            }
        }
    }

    private double sample(int plane, int od, int oh, int ow) {
        double sum = 0;
        for (int d = 0; d < depth.taps(); d++) {
            int slice = plane + depth.position(od, d) * in.h() * in.w();
            for (int h = 0; h < height.taps(); h++) {
                double weight = (double) depth.weight(od, d) * height.weight(oh, h);
                int line = slice + height.position(oh, h) * in.w();
                for (int w = 0; w < width.taps(); w++) {
                    sum += x.floats()[line + width.position(ow, w)] * (weight * width.weight(ow, w));
                }
            }
        }
        return sum;
    }
}
