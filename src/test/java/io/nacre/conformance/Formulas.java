package io.nacre.conformance;

import io.nacre.op.Activation;
import io.nacre.op.Binary;
import java.math.BigInteger;

/** The functions of {@link Activation} and {@link Binary} in double precision. */
final class Formulas {
    private Formulas() {}

    static double activation(Activation activation, double x) {
        double a = activation.a();
        double b = activation.b();
        if (Double.isNaN(x)) {
            return Double.NaN;
        }
        return switch (activation.function()) {
            case ABS -> Math.abs(x);
            case NEG -> -x;
            case RECIPROCAL -> 1 / x;
            case SIGN -> Math.signum(x);
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case ROUND -> Math.rint(x);
            case SQRT -> Math.sqrt(x);
            case EXP -> Math.exp(x);
            case LOG -> Math.log(x);
            case ERF -> erf(x);
            case RELU -> x < 0 ? 0 : x;
            case CLIP -> x < a ? a : x > b ? b : x;
            case LEAKY_RELU -> x >= 0 ? x : a * x;
            case THRESHOLD -> x > a ? x : b;
            case ELU -> x > 0 ? x : a * Math.expm1(x);
            case SELU -> b * (x > 0 ? x : a * Math.expm1(x));
            case CELU -> x > 0 ? x : a * Math.expm1(x / a);
            case SIGMOID -> sigmoid(x);
            case LOG_SIGMOID -> x < 0 ? x - Math.log1p(Math.exp(x)) : -Math.log1p(Math.exp(-x));
            case TANH -> Math.tanh(x);
            case HARD_SIGMOID -> Math.min(Math.max(a * x + b, 0), 1);
            case HARD_SWISH -> x * Math.min(Math.max(a * x + b, 0), 1);
            case SILU -> x * sigmoid(a * x);
            case SOFTPLUS -> a * x > b ? x : (Math.max(a * x, 0) + Math.log1p(Math.exp(-Math.abs(a * x)))) / a;
            case SOFTSIGN -> x / (1 + Math.abs(x));
            case MISH -> x * Math.tanh(Math.log1p(Math.exp(x)));
            case GELU -> x == Double.NEGATIVE_INFINITY ? -0.0 : x / 2 * erfc(-x / Math.sqrt(2));
            case GELU_TANH ->
                x == Double.NEGATIVE_INFINITY
                        ? -0.0
                        : x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case TANH_SHRINK -> x - Math.tanh(x);
            case SHRINK -> x > a ? x - b : x < -a ? x + b : 0;
        };
    }

    /** Whether the sign of a zero result follows from the formula. */
    static boolean signsZeros(Activation activation) {
        return switch (activation.function()) {
            case ABS, NEG, FLOOR, CEIL, ROUND, SQRT, RELU, CLIP, LEAKY_RELU, ELU, TANH, SILU, ERF -> true;
            default -> false;
        };
    }

    /** How far a float32 result may be from {@link #activation} of the same argument. */
    static double activationBound(Activation activation, double x, double y) {
        double tiny = y != 0 && Math.abs(y) < Float.MIN_NORMAL ? Float.MIN_NORMAL : 0; // it may count as 0
        return activation.bound(x, y) + tiny;
    }

    static double binary(Binary.Function function, double a, double b) {
        return switch (function) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case POW -> pow(a, b);
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case PRELU -> a >= 0 ? a : b * a;
            default -> throw new IllegalArgumentException(function + " answers no float");
        };
    }

    /** What answers integers: comparisons of anything, and functions of integers, wrapped around at 32 bits. */
    static int integer(Binary.Function function, double a, double b) {
        return switch (function) {
            case EQUAL -> a == b ? 1 : 0;
            case LESS -> a < b ? 1 : 0;
            case LESS_OR_EQUAL -> a <= b ? 1 : 0;
            case GREATER -> a > b ? 1 : 0;
            case GREATER_OR_EQUAL -> a >= b ? 1 : 0;
            default -> wrapped(function, (long) a, (long) b);
        };
    }

    private static int wrapped(Binary.Function function, long a, long b) {
        BigInteger base = BigInteger.valueOf(a);
        BigInteger exponent = BigInteger.valueOf(Math.max(b, 0));
        return switch (function) {
            case ADD -> (int) (a + b);
            case SUB -> (int) (a - b);
            case MUL -> (int) (a * b);
            case DIV -> b == 0 ? 0 : (int) (a / b);
            case POW ->
                b < 0 ? 0 : base.modPow(exponent, BigInteger.ONE.shiftLeft(32)).intValue();
            case MIN -> (int) Math.min(a, b);
            case MAX -> (int) Math.max(a, b);
            case PRELU -> (int) (a >= 0 ? a : a * b);
            case AND -> (int) a & (int) b;
            case OR -> (int) a | (int) b;
            case XOR -> (int) a ^ (int) b;
            default -> throw new IllegalArgumentException(function + " compares");
        };
    }

    /** IEEE's pow, as C, OpenCL and PyTorch have it: unlike Java's, 1 to any power is 1, and so is (-1) to the ±∞. */
    private static double pow(double a, double b) {
        boolean one = a == 1 || (a == -1 && Double.isInfinite(b));
        return one ? 1 : Math.pow(a, b);
    }

    /** How far a float32 result may be from {@link #binary}: OpenCL's own limits for division and power. */
    static double binaryBound(Binary.Function function, double y) {
        double tiny = y != 0 && Math.abs(y) < Float.MIN_NORMAL ? Float.MIN_NORMAL : 0;
        return tiny
                + Math.abs(y)
                        * switch (function) {
                            case ADD, SUB, MUL, PRELU, MIN, MAX -> 0;
                            case DIV -> 6 * Expected.ROUNDOFF;
                            case POW -> 32 * Expected.ROUNDOFF;
                            default -> throw new IllegalArgumentException(function + " answers no float");
                        };
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** The error function by a series whose terms are all of one sign: nothing cancels. */
    static double erf(double x) {
        if (Math.abs(x) > 6) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; n < 200; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return sum * 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
    }

    /** {@code 1 - erf(x)}, for large x by its continued fraction. */
    static double erfc(double x) {
        if (x < 3) {
            return 1 - erf(x);
        }
        if (x > 30) {
            return 0;
        }
        double fraction = 0;
        for (int n = 60; n >= 1; n--) {
            fraction = n / 2.0 / (x + fraction);
        }
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
    }
}
