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
            y.ints()[y.offset() + position + j] = apply(a.ints()[left + j * step(0)], b.ints()[right + j * step(1)]);
        }
    }

    private int apply(int a, int b) {
        return switch (function) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> b == 0 ? 0 : a / b;
            case POW -> power(a, b);
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case PRELU -> a >= 0 ? a : b * a;
            case EQUAL -> a == b ? 1 : 0;
            case LESS -> a < b ? 1 : 0;
            case LESS_OR_EQUAL -> a <= b ? 1 : 0;
            case GREATER -> a > b ? 1 : 0;
            case GREATER_OR_EQUAL -> a >= b ? 1 : 0;
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
        };
    }

    /** By squaring; 0 for a negative exponent. */
    private static int power(int base, int exponent) {
        int result = exponent < 0 ? 0 : 1;
        int square = base;
        for (int rest = exponent; rest > 0; rest >>= 1) {
            result *= (rest & 1) == 1 ? square : 1;
            square *= square;
        }
        return result;
    }
}
