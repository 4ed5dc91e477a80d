package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.RowLoops;
import io.nacre.op.Binary;
import io.nacre.op.Softmax;
import io.nacre.tensor.Shape;

/** Softmax over lines whose elements follow each other, some lines a tile. */
final class SoftmaxLines implements Tiles {
    /** Elements of a tile, if its lines are shorter. */
    private static final int GRAIN = 4096;

    private final RowLoops rows;
    private final boolean log;
    private final int length;
    private final Pieces lines;
    private final CpuView x;
    private final CpuView y;

    SoftmaxLines(Softmax op, Operands operands) {
        Shape shape = operands.outputShape();
        rows = operands.rows(shape.elements());
        log = op.log();
        length = shape.extent(op.axis());
        lines = new Pieces((int) (shape.elements() / length), Math.max(GRAIN / length, 1));
        x = operands.input(0);
        y = operands.output();
    }

    @Override
    public int count() {
        return lines.count();
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int end = lines.start(tile) + lines.length(tile);
        for (int line = lines.start(tile); line < end; line++) {
            line(x.offset() + line * length, y.offset() + line * length);
        }
    }

    private void line(int from, int to) {
        float most = rows.largest(x.floats(), from, length);
        double sum = rows.exponentials(x.floats(), from, most, y.floats(), to, length);
        if (log) {
            float shift = (float) -Math.log(sum);
            rows.normalize(x.floats(), from, most, 1, shift, y.floats(), to, length);
        } else {
            rows.combine(Binary.Function.MUL, y.floats(), to, (float) (1 / sum), y.floats(), to, length);
        }
    }
}
