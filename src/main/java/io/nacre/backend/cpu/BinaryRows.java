package io.nacre.backend.cpu;

import io.nacre.backend.cpu.scalar.BinaryLoops;
import io.nacre.op.Binary;
import io.nacre.op.Broadcast;
import io.nacre.op.LoopNest;
import java.util.Arrays;

/** An element-wise function of two inputs that are broadcast against each other. */
final class BinaryRows extends NestTiles {
    private final Binary.Function function;
    private final CpuView a;
    private final CpuView b;
    private final CpuView y;

    BinaryRows(Binary op, Operands operands) {
        super(
                LoopNest.of(
                        operands.outputShape(),
                        Broadcast.strides(operands.inputShape(0), operands.outputShape()),
                        Broadcast.strides(operands.inputShape(1), operands.outputShape())),
                operands.outputShape().elements(),
                1);
        function = op.function();
        a = operands.input(0);
        b = operands.input(1);
        y = operands.output();
    }

    @Override
    void piece(int position, int outer, int inner, int length, Workspace workspace) {
        float[] left = workspace.results[0];
        float[] right = workspace.results[1];
        load(a.floats(), a.offset() + start(0, outer, inner), step(0), left, length);
        load(b.floats(), b.offset() + start(1, outer, inner), step(1), right, length);
        BinaryLoops.apply(function, left, right, length);
        System.arraycopy(left, 0, y.floats(), y.offset() + position, length);
    }

    private static void load(float[] values, int start, int step, float[] row, int length) {
        if (step == 1) {
            System.arraycopy(values, start, row, 0, length);
        } else if (step == 0) {
            Arrays.fill(row, 0, length, values[start]);
        } else {
            for (int j = 0; j < length; j++) {
                row[j] = values[start + j * step];
            }
        }
    }
}
