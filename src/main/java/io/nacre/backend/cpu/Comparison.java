package io.nacre.backend.cpu;

import io.nacre.op.Binary;
import io.nacre.op.Broadcast;
import io.nacre.op.LoopNest;

/** Compares floats element by element, broadcast against each other. */
final class Comparison extends NestTiles {
    private final Binary.Function function;
    private final CpuView a;
    private final CpuView b;
    private final CpuView y;

    Comparison(Binary op, Operands operands) {
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
        int left = a.offset() + start(0, outer, inner);
        int right = b.offset() + start(1, outer, inner);
        for (int j = 0; j < length; j++) {
            boolean holds = holds(a.floats()[left + j * step(0)], b.floats()[right + j * step(1)]);
            y.ints()[y.offset() + position + j] = holds ? 1 : 0;
        }
    }

    private boolean holds(float a, float b) {
        return switch (function) {
            case EQUAL -> a == b;
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_OR_EQUAL -> a >= b;
            default -> throw new IllegalStateException(function + " compares nothing");
        };
    }
}
