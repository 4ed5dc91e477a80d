package io.nacre.op;

import io.nacre.error.ShapeException;
import io.nacre.tensor.DataType;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An element-wise function of two inputs of one type, broadcast against each other. Comparisons answer I32, 1 where they
 * hold and 0 elsewhere; AND, OR and XOR take integers.
 */
public record Binary(Function function) implements Op {

    /** {@code a} and {@code b} are the elements of the first and the second input. */
    public enum Function {
        ADD,
        SUB,
        MUL,
        DIV,
        /** {@code a^b}. */
        POW,
        /** The smaller one; NaN if either is. */
        MIN,
        /** The larger one; NaN if either is. */
        MAX,
        /** {@code a ≥ 0 ? a : b·a}. */
        PRELU,
        EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        /** Bit by bit. */
        AND,
        /** Bit by bit. */
        OR,
        /** Bit by bit. */
        XOR;

        /** Whether the result says if something holds. */
        public boolean compares() {
            return ordinal() >= EQUAL.ordinal() && ordinal() <= GREATER_OR_EQUAL.ordinal();
        }

        /** Whether inputs must be integers. */
        public boolean bitwise() {
            return ordinal() >= AND.ordinal();
        }

        /**
         * What it is of two int64 elements, wrapping around; the lower half is what it is of int32 ones. A quotient truncates,
         * and is 0 for a zero divisor; a power is 0 for a negative exponent; a comparison is 1 or 0.
         */
        public long ofIntegers(long a, long b) {
            return switch (this) {
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

        /** By squaring. */
        private static long power(long base, long exponent) {
            long result = exponent < 0 ? 0 : 1;
            long square = base;
            for (long rest = exponent; rest > 0; rest >>= 1) {
                result *= (rest & 1) == 1 ? square : 1;
                square *= square;
            }
            return result;
        }
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Operands.count(this, inputs, 2);
        TensorType a = inputs.get(0);
        TensorType b = inputs.get(1);
        if (a.type() != b.type()) {
            throw new ShapeException("Binary: inputs " + a + " and " + b + " must be of one type");
        }
        if (function.bitwise() && a.type().isFloat()) {
            throw new ShapeException("Binary: inputs " + a + " and " + b + ", " + function + " takes integers");
        }
        DataType type = function.compares() ? DataType.I32 : a.type();
        return List.of(new TensorType(type, Broadcast.shape(this, a.shape(), b.shape())));
    }

    @Override
    public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
        return visitor.binary(this);
    }
}
