package io.nacre.backend.cpu.scalar;

import io.nacre.op.Activation;

/**
 * Formulas of {@link Activation.Function} in double precision, written so that nothing overflows or cancels on the way:
 * rounded to float, each is the nearest or one beside it. Those with a loop in {@link ActivationLoops} are not here.
 */
final class Activations {
    /** Below this magnitude tanh is computed by its series: beyond, the first term left out would show in a float. */
    private static final double SMALL = 0.05;

    private Activations() {}

    static double value(Activation.Function function, double x, double a, double b) {
        return switch (function) {
            case RECIPROCAL -> 1 / x;
            case SIGN -> Math.signum(x);
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case ROUND -> Math.rint(x);
            case SQRT -> Math.sqrt(x);
            case EXP -> Math.exp(x);
            case LOG -> Math.log(x);
            case ERF -> Erf.erf(x);
            case THRESHOLD -> x <= a ? b : x;
            case ELU -> x > 0 ? x : a * expm1(x);
            case SELU -> b * (x > 0 ? x : a * expm1(x));
            case CELU -> Math.max(0, x) + Math.min(0, a * expm1(x / a));
            case SIGMOID -> sigmoid(x);
            case LOG_SIGMOID -> Math.min(x, 0) - log1p(Math.exp(-Math.abs(x)));
            case TANH -> tanh(x);
            case SILU -> x / (1 + Math.exp(-a * x));
            case SOFTPLUS -> softplus(x, a, b);
            case SOFTSIGN -> x / (1 + Math.abs(x));
            case MISH -> mish(x);
            case GELU -> gelu(x);
            case GELU_TANH -> geluTanh(x);
            case TANH_SHRINK -> tanhShrink(x);
            case SHRINK -> shrink(x, a, b);
            case ABS, NEG, RELU, CLIP, LEAKY_RELU, HARD_SIGMOID, HARD_SWISH ->
                throw new IllegalArgumentException(function + " has a loop of its own");
        };
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** {@code exp(x) - 1}; two terms of its series where the difference would cancel. */
    private static double expm1(double x) {
        return Math.abs(x) < 1e-5 ? x * (1 + x / 2) : Math.exp(x) - 1;
    }

    /** {@code log(1 + x)} for x ≥ 0, freed of the rounding of {@code 1 + x} (Kahan). */
    private static double log1p(double x) {
        double sum = 1 + x;
        return sum == 1 ? x : Math.log(sum) * (x / (sum - 1));
    }

    private static double softplus(double x, double a, double b) {
        double scaled = a * x;
        return scaled > b ? x : (Math.max(scaled, 0) + log1p(Math.exp(-Math.abs(scaled)))) / a;
    }

    /** tanh(log1p(e)) = (e² + 2e) / (e² + 2e + 2); beyond 20 it is 1 in double precision. */
    private static double mish(double x) {
        if (x > 20) {
            return x;
        }
        double e = Math.exp(x);
        double numerator = e * (e + 2);
        return x * (numerator / (numerator + 2));
    }

    /** By the complement of erf, which does not cancel for negative x; at -∞ the limit, not ∞ · 0. */
    private static double geluTanh(double x) {
        return x < -40 ? -0.0 : x * sigmoid(2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x));
    }

    private static double gelu(double x) {
        return x < -40 ? -0.0 : x / 2 * Erf.erfc(-x / Math.sqrt(2));
    }

    private static double tanh(double x) {
        return Math.abs(x) < SMALL ? x * (1 - shrinkage(x)) : 1 - 2 / (Math.exp(2 * x) + 1);
    }

    private static double tanhShrink(double x) {
        return Math.abs(x) < SMALL ? x * shrinkage(x) : x - tanh(x);
    }

    /** {@code 1 - tanh(x)/x} near 0: the series x²/3 - 2x⁴/15 + 17x⁶/315 - 62x⁸/2835. */
    private static double shrinkage(double x) {
        double y = x * x;
        return y * (1.0 / 3 - y * (2.0 / 15 - y * (17.0 / 315 - y * (62.0 / 2835))));
    }

    private static double shrink(double x, double a, double b) {
        if (x > a) {
            return x - b;
        }
        if (x < -a) {
            return x + b;
        }
        return x <= a ? 0 : x; // NaN
    }
}
