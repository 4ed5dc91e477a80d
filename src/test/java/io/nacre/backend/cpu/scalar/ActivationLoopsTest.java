package io.nacre.backend.cpu.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nacre.op.Activation;
import io.nacre.op.Activation.Function;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each activation against its formula in strict double arithmetic, over all magnitudes. */
class ActivationLoopsTest {
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    static List<Activation> activations() {
        List<Activation> all = new ArrayList<>();
        for (Function function : Function.values()) {
            switch (function) {
                case CLIP -> {
                    all.add(Activation.clip(0, 6));
                    all.add(Activation.clip(-1.5f, 0.75f));
                }
                case LEAKY_RELU -> {
                    all.add(Activation.of(function, 0.01f));
                    all.add(Activation.of(function, -2));
                }
                case THRESHOLD -> all.add(new Activation(function, 0.5f, -3));
                case ELU, CELU -> {
                    all.add(Activation.of(function, 1));
                    all.add(Activation.of(function, 0.3f));
                }
                case SELU -> all.add(new Activation(function, 1.67326324f, 1.05070098f));
                case HARD_SIGMOID, HARD_SWISH -> {
                    all.add(new Activation(function, 1 / 6f, 0.5f));
                    all.add(new Activation(function, 0.2f, 0.5f));
                }
                case SILU -> {
                    all.add(Activation.of(function, 1));
                    all.add(Activation.of(function, 1.702f));
                }
                case SOFTPLUS -> {
                    all.add(new Activation(function, 1, 20));
                    all.add(new Activation(function, 3, 5));
                }
                case SHRINK -> {
                    all.add(new Activation(function, 0.5f, 0));
                    all.add(new Activation(function, 0.5f, 0.5f));
                }
                default -> all.add(Activation.of(function));
            }
        }
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("activations")
    void isItsFormula(Activation activation) {
        float[] samples = samples();
        float[] results = samples.clone();
        ActivationLoops.apply(activation, results, 0, results.length);
        for (int i = 0; i < samples.length; i++) {
            double expected = formula(activation, samples[i]);
            if (Double.isNaN(expected) || Double.isInfinite((float) expected)) {
                assertThat((Float) results[i]).as("at " + samples[i]).isEqualTo((Float) (float) expected);
            } else {
                assertThat(Math.abs(results[i] - expected))
                        .as(activation + " of " + samples[i] + " is " + results[i] + ", not " + expected)
                        .isLessThanOrEqualTo(2 * Math.ulp((float) expected));
            }
        }
    }

    /** Both signs of 2^-140 … 2^127 in fine steps, and special values. */
    private static float[] samples() {
        List<Float> samples = new ArrayList<>(List.of(0f, -0f, INFINITY, -INFINITY, Float.NaN, Float.MIN_VALUE));
        for (double x = 0x1p-140; x < 0x1p127; x *= x > 1e-9 && x < 100 ? 1.003 : 3) {
            samples.add((float) x);
            samples.add((float) -x);
        }
        for (float x = -10; x < 10; x += 0.125f) {
            samples.add(x);
        }
        float[] array = new float[samples.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = samples.get(i);
        }
        return array;
    }

    private static double formula(Activation activation, double x) {
        double a = activation.a();
        double b = activation.b();
        if (Double.isNaN(x)) {
            return x;
        }
        return switch (activation.function()) {
            case ABS -> StrictMath.abs(x);
            case NEG -> -x;
            case RECIPROCAL -> 1 / x;
            case SIGN -> x > 0 ? 1 : x < 0 ? -1 : x;
            case FLOOR -> StrictMath.floor(x);
            case CEIL -> StrictMath.ceil(x);
            case ROUND -> StrictMath.rint(x);
            case SQRT -> StrictMath.sqrt(x);
            case EXP -> StrictMath.exp(x);
            case LOG -> StrictMath.log(x);
            case ERF -> erf(x);
            case RELU -> x > 0 ? x : 0;
            case CLIP -> x < a ? a : x > b ? b : x;
            case LEAKY_RELU -> x >= 0 ? x : a * x;
            case THRESHOLD -> x > a ? x : b;
            case ELU -> x > 0 ? x : a * StrictMath.expm1(x);
            case SELU -> b * (x > 0 ? x : a * StrictMath.expm1(x));
            case CELU -> x > 0 ? x : a * StrictMath.expm1(x / a);
            case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
            case LOG_SIGMOID -> StrictMath.min(x, 0) - StrictMath.log1p(StrictMath.exp(-StrictMath.abs(x)));
            case TANH -> StrictMath.tanh(x);
            case HARD_SIGMOID -> StrictMath.min(StrictMath.max(a * x + b, 0), 1);
            case HARD_SWISH -> x * StrictMath.min(StrictMath.max(a * x + b, 0), 1);
            case SILU -> x * (1 / (1 + StrictMath.exp(-a * x)));
            case SOFTPLUS -> a * x > b ? x : StrictMath.log1p(StrictMath.exp(a * x)) / a;
            case SOFTSIGN -> x / (1 + StrictMath.abs(x));
            case MISH -> x * StrictMath.tanh(x > 700 ? x : StrictMath.log1p(StrictMath.exp(x)));
            case GELU ->
                x == Double.NEGATIVE_INFINITY
                        ? 0
                        : x / 2 * (x < 0 ? erfc(-x / Math.sqrt(2)) : 1 + erf(x / Math.sqrt(2)));
            case GELU_TANH -> geluTanh(x);
            case TANH_SHRINK ->
                StrictMath.abs(x) < 0.01 ? x * x * x / 3 - 2 * Math.pow(x, 5) / 15 : x - StrictMath.tanh(x);
            case SHRINK -> x > a ? x - b : x < -a ? x + b : 0;
        };
    }

    /** 1 + tanh(u) is 2 / (1 + exp(-2u)), which does not cancel. */
    private static double geluTanh(double x) {
        double u = Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
        return x == Double.NEGATIVE_INFINITY ? -0.0 : x * (1 / (1 + StrictMath.exp(-2 * u)));
    }

    /** The series 2/√π · exp(-x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n+1)), all of whose terms have one sign. */
    private static double erf(double x) {
        if (Math.abs(x) > 3) {
            return Math.signum(x) * (1 - erfc(Math.abs(x)));
        }
        double term = x;
        double sum = x;
        for (int n = 1; n < 100; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
    }

    /** For x ≥ 0: beyond 2 Laplace's continued fraction exp(-x²)/√π · 1/(x + 1/2/(x + 2/2/(x + 3/2/(x + …)))). */
    private static double erfc(double x) {
        if (x < 2) {
            return 1 - erf(x);
        }
        double fraction = x;
        for (int n = 200; n > 0; n--) {
            fraction = x + n / 2.0 / fraction;
        }
        return StrictMath.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
    }

    @Test
    void erfIsGoodToFifteenDigits() {
        for (double x = 1e-6; x < 26; x *= 1.01) {
            assertThat(Math.abs(Erf.erf(x) / erf(x) - 1)).as("erf " + x).isLessThan(2e-15);
            assertThat(Erf.erf(-x)).isEqualTo(-Erf.erf(x));
            assertThat(Math.abs(Erf.erfc(x) / erfc(x) - 1))
                    .as("erfc " + x)
                    .isLessThan(x < 0.5 || x > 2 ? 1e-13 : 1e-12);
        }
        assertThat(Erf.erf(1)).isCloseTo(0.8427007929497149, within(2e-16)); // Abramowitz and Stegun, table 7.1
        assertThat(Erf.erfc(0.5)).isCloseTo(0.4795001221869535, within(2e-16));
        assertThat(Erf.erf(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(Erf.erfc(Double.NEGATIVE_INFINITY)).isEqualTo(2);
    }

    @Test
    void zerosKeepTheirSignWhereTheFormulaDoes() {
        for (Activation activation : List.of(
                Activation.relu(),
                Activation.clip(0, 6),
                Activation.clip(-1, 1),
                Activation.of(Function.LEAKY_RELU, 0.1f),
                Activation.of(Function.ELU, 1),
                Activation.of(Function.TANH),
                Activation.of(Function.ERF),
                Activation.of(Function.GELU),
                Activation.of(Function.SILU, 1),
                Activation.of(Function.SOFTSIGN))) {
            float[] row = {-0f, 0f};
            ActivationLoops.apply(activation, row, 0, 2);
            assertThat((Float) row[0]).as(activation + " of -0").isEqualTo((Float) (-0f));
            assertThat((Float) row[1]).as(activation + " of 0").isEqualTo((Float) 0f);
        }
        float[] row = {-1, -INFINITY, Float.MIN_VALUE, -Float.MIN_VALUE, INFINITY};
        ActivationLoops.apply(Activation.relu(), row, 0, 5);
        assertThat(row).containsExactly(0f, 0f, Float.MIN_VALUE, 0f, INFINITY);
    }

    @Test
    void elementsBehindTheLengthStay() {
        float[] row = {-1, -1, -1};
        ActivationLoops.apply(Activation.relu(), row, 0, 2);
        assertThat(row).containsExactly(0, 0, -1);
    }
}
