package io.nacre.op;

/**
 * An element-wise function with up to two constant parameters. NaN in, NaN out; -0 is kept where the formula keeps it.
 *
 * @param function the formula
 * @param a its first parameter, 0 if it has none
 * @param b its second parameter, 0 if it has none
 */
public record Activation(Function function, float a, float b) {

    /** The formulas. Their names are those of {@code kernels/common/activation.clh}; a test holds the two together. */
    public enum Function {
        /** {@code |x|}. */
        ABS,
        /** {@code -x}. */
        NEG,
        /** {@code 1 / x}. */
        RECIPROCAL,
        /** {@code -1}, {@code 0} or {@code 1}. */
        SIGN,
        FLOOR,
        CEIL,
        /** To the nearest integer, halves to the even one. */
        ROUND,
        SQRT,
        EXP,
        /** The natural logarithm. */
        LOG,
        /** The error function. */
        ERF,
        /** {@code max(x, 0)}. */
        RELU,
        /** {@code min(max(x, a), b)}. */
        CLIP,
        /** {@code x ≥ 0 ? x : a·x}. */
        LEAKY_RELU,
        /** {@code x > a ? x : b}. */
        THRESHOLD,
        /** {@code x > 0 ? x : a·expm1(x)}. */
        ELU,
        /** {@code b·(x > 0 ? x : a·expm1(x))}. */
        SELU,
        /** {@code max(0, x) + min(0, a·expm1(x/a))}. */
        CELU,
        /** {@code 1 / (1 + exp(-x))}. */
        SIGMOID,
        /** {@code min(x, 0) - log1p(exp(-|x|))}. */
        LOG_SIGMOID,
        TANH,
        /** {@code min(max(a·x + b, 0), 1)}. */
        HARD_SIGMOID,
        /** {@code x · min(max(a·x + b, 0), 1)}; PyTorch's has a = 1/6, b = 1/2. */
        HARD_SWISH,
        /** {@code x · sigmoid(a·x)}: SiLU with a = 1. */
        SILU,
        /** {@code a·x > b ? x : log1p(exp(a·x)) / a}. */
        SOFTPLUS,
        /** {@code x / (1 + |x|)}. */
        SOFTSIGN,
        /** {@code x · tanh(log1p(exp(x)))}. */
        MISH,
        /** {@code x/2 · (1 + erf(x/√2))}; at -∞ its limit, 0. */
        GELU,
        /** {@code x/2 · (1 + tanh(√(2/π)·(x + 0.044715·x³)))}; at -∞ its limit, 0. */
        GELU_TANH,
        /** {@code x - tanh(x)}. */
        TANH_SHRINK,
        /** {@code x > a ? x - b : x < -a ? x + b : 0}: hard shrink with b = 0, soft shrink with b = a. */
        SHRINK;
    }

    public static Activation of(Function function) {
        return new Activation(function, 0, 0);
    }

    public static Activation of(Function function, float a) {
        return new Activation(function, a, 0);
    }

    public static Activation relu() {
        return of(Function.RELU);
    }

    public static Activation clip(float min, float max) {
        return new Activation(Function.CLIP, min, max);
    }

    @Override
    public String toString() {
        String name = function.name().toLowerCase(java.util.Locale.ROOT);
        return switch (function) {
            case CLIP, THRESHOLD, SELU, HARD_SIGMOID, HARD_SWISH, SOFTPLUS, SHRINK -> name + "(" + a + ", " + b + ")";
            case LEAKY_RELU, ELU, CELU, SILU -> name + "(" + a + ")";
            default -> name;
        };
    }
}
