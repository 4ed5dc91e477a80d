package io.nacre.backend.cpu;

import io.nacre.op.Binary;
import io.nacre.op.Broadcast;
import io.nacre.op.LoopNest;

/** A function of two integers, element by element, broadcast against each other. */
final class BinaryIntegers extends NestTiles {
    private final Binary.Function function;
    private final CpuView a;
    private final CpuView b;
    private final CpuView y;

    BinaryIntegers(Binary op, Operands operands) {
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
            y.ints()[y.offset() + position + j] =
                    (int) function.ofIntegers(a.ints()[left + j * step(0)], b.ints()[right + j * step(1)]);
        }
    }
}
