package io.nacre.op;

/**
 * An element-wise function with up to two constant parameters. NaN in, NaN out; -0 is kept where the formula keeps it.
 *
 * @param function the formula
 * @param a its first parameter, 0 if it has none
 * @param b its second parameter, 0 if it has none
 */
public record Activation(Function function, float a, float b) {

    /** How far a backend's float32 result may be from the formula's real value. */
    public enum Error {
        /** Not at all. */
        NONE,
        /** Four units in the last place of the result: nothing cancels. */
        RELATIVE,
        /** Four units in the last place of the argument or of the result, whichever is larger: the formula cancels. */
        CANCELLING
    }

    /** The formulas. Their names are those of {@code kernels/common/activation.clh}; a test holds the two together. */
    public enum Function {
        /** {@code |x|}. */
        ABS(Error.NONE),
        /** {@code -x}. */
        NEG(Error.NONE),
        /** {@code 1 / x}. */
        RECIPROCAL(Error.RELATIVE),
        /** {@code -1}, {@code 0} or {@code 1}. */
        SIGN(Error.NONE),
        FLOOR(Error.NONE),
        CEIL(Error.NONE),
        /** To the nearest integer, halves to the even one. */
        ROUND(Error.NONE),
        SQRT(Error.RELATIVE),
        EXP(Error.RELATIVE),
        /** The natural logarithm. */
        LOG(Error.RELATIVE),
        /** The error function. */
        ERF(Error.RELATIVE),
        /** {@code max(x, 0)}. */
        RELU(Error.NONE),
        /** {@code min(max(x, a), b)}. */
        CLIP(Error.NONE),
        /** {@code x ≥ 0 ? x : a·x}. */
        LEAKY_RELU(Error.RELATIVE),
        /** {@code x > a ? x : b}. */
        THRESHOLD(Error.NONE),
        /** {@code x > 0 ? x : a·expm1(x)}. */
        ELU(Error.RELATIVE),
        /** {@code b·(x > 0 ? x : a·expm1(x))}. */
        SELU(Error.RELATIVE),
        /** {@code max(0, x) + min(0, a·expm1(x/a))}. */
        CELU(Error.RELATIVE),
        /** {@code 1 / (1 + exp(-x))}. */
        SIGMOID(Error.RELATIVE),
        /** {@code min(x, 0) - log1p(exp(-|x|))}. */
        LOG_SIGMOID(Error.RELATIVE),
        TANH(Error.RELATIVE),
        /** {@code min(max(a·x + b, 0), 1)}. */
        HARD_SIGMOID(Error.CANCELLING),
        /** {@code x · min(max(a·x + b, 0), 1)}; PyTorch's has a = 1/6, b = 1/2. */
        HARD_SWISH(Error.CANCELLING),
        /** {@code x · sigmoid(a·x)}: SiLU with a = 1. */
        SILU(Error.RELATIVE),
        /** {@code a·x > b ? x : log1p(exp(a·x)) / a}. */
        SOFTPLUS(Error.RELATIVE),
        /** {@code x / (1 + |x|)}. */
        SOFTSIGN(Error.RELATIVE),
        /** {@code x · tanh(log1p(exp(x)))}. */
        MISH(Error.RELATIVE),
        /** {@code x/2 · (1 + erf(x/√2))}; at -∞ its limit, 0. */
        GELU(Error.CANCELLING),
        /** {@code x/2 · (1 + tanh(√(2/π)·(x + 0.044715·x³)))}; at -∞ its limit, 0. */
        GELU_TANH(Error.CANCELLING),
        /** {@code x - tanh(x)}. */
        TANH_SHRINK(Error.CANCELLING),
        /** {@code x > a ? x - b : x < -a ? x + b : 0}: hard shrink with b = 0, soft shrink with b = a. */
        SHRINK(Error.CANCELLING);

        private final Error error;

        Function(Error error) {
            this.error = error;
        }

        public Error error() {
            return error;
        }
    }

    public static Activation of(Function function) {
        return new Activation(function, 0, 0);
    }

    public static Activation of(Function function, float a) {
        return new Activation(function, a, 0);
    }

    /**
     * How far a float32 result may be from {@code y}, the formula's real value of {@code x}. Where exp underflows on the
     * way to a tiny result, 2⁻¹¹⁸ more; a device may also take subnormal numbers for 0.
     */
    public double bound(double x, double y) {
        double unit = 4 * 0x1p-23;
        return switch (function.error()) {
            case NONE -> 0;
            case RELATIVE -> unit * Math.abs(y) + 0x1p-118;
            case CANCELLING -> unit * Math.max(Double.isInfinite(x) ? 0 : Math.abs(x), Math.abs(y));
        };
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
