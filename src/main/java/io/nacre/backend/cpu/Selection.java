package io.nacre.backend.cpu;

import io.nacre.op.Broadcast;
import io.nacre.op.LoopNest;
import io.nacre.tensor.Shape;

/** Chooses between two inputs, floats or ints, element by element. */
final class Selection extends NestTiles {
    private final CpuView condition;
    private final CpuView a;
    private final CpuView b;
    private final CpuView y;

    Selection(Operands operands) {
        super(nest(operands), operands.outputShape().elements(), 1);
        condition = operands.input(0);
        a = operands.input(1);
        b = operands.input(2);
        y = operands.output();
    }

    private static LoopNest nest(Operands operands) {
        Shape out = operands.outputShape();
        return LoopNest.of(
                out,
                Broadcast.strides(operands.inputShape(0), out),
                Broadcast.strides(operands.inputShape(1), out),
                Broadcast.strides(operands.inputShape(2), out));
    }

    @Override
    void piece(int position, int outer, int inner, int length, Workspace workspace) {
        int choice = condition.offset() + start(0, outer, inner);
        int first = a.offset() + start(1, outer, inner);
        int second = b.offset() + start(2, outer, inner);
        int to = y.offset() + position;
        boolean floats = y.array() instanceof float[];
        for (int j = 0; j < length; j++) {
            boolean holds = condition.ints()[choice + j * step(0)] != 0;
            int from = holds ? first + j * step(1) : second + j * step(2);
            CpuView chosen = holds ? a : b;
            if (floats) {
                y.floats()[to + j] = chosen.floats()[from];
            } else {
                y.ints()[to + j] = chosen.ints()[from];
            }
        }
    }
}
