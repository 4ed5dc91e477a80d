package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.RowLoops;
import io.nacre.op.Binary;
import io.nacre.op.Broadcast;
import io.nacre.op.LoopNest;
import java.util.Arrays;

/** An element-wise function of two inputs that are broadcast against each other. */
final class BinaryRows extends NestTiles {
    private final RowLoops rows;
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
        rows = operands.rows(operands.outputShape().elements());
        function = op.function();
        a = operands.input(0);
        b = operands.input(1);
        y = operands.output();
    }

    @Override
    void piece(int position, int outer, int inner, int length, Workspace workspace) {
        int left = a.offset() + start(0, outer, inner);
        int right = b.offset() + start(1, outer, inner);
        int target = y.offset() + position;
        if (step(0) == 1 && step(1) == 1) {
            rows.combine(function, a.floats(), left, b.floats(), right, y.floats(), target, length);
        } else if (step(0) == 1 && step(1) == 0) {
            rows.combine(function, a.floats(), left, b.floats()[right], y.floats(), target, length);
        } else if (step(0) == 0 && step(1) == 1 && commutes()) {
            rows.combine(function, b.floats(), right, a.floats()[left], y.floats(), target, length);
        } else {
            strided(left, right, target, length, workspace);
        }
    }

    private boolean commutes() {
        return switch (function) {
            case ADD, MUL, MIN, MAX -> true;
            default -> false;
        };
    }

    /** Gathers operands into rows first. */
    private void strided(int left, int right, int target, int length, Workspace workspace) {
        float[] first = workspace.results[0];
        float[] second = workspace.results[1];
        for (int j = 0; j < length; j += Workspace.WIDTH) {
            int piece = Math.min(Workspace.WIDTH, length - j);
            load(a.floats(), left + j * step(0), step(0), first, piece);
            load(b.floats(), right + j * step(1), step(1), second, piece);
            rows.combine(function, first, 0, second, 0, y.floats(), target + j, piece);
        }
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
