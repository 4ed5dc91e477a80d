package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Activation;
import io.nacre.op.AveragePool;
import io.nacre.op.Binary;
import io.nacre.op.MaxPool;
import org.jspecify.annotations.Nullable;

/**
 * {@code (Σ x^p)^(1/p)} over each window, with the sign of the sum and no absolute value, as PyTorch has it: a negative
 * sum has no odd root (NaN). A partial window's mean is multiplied by the whole window's size. An infinite power takes
 * the largest or smallest absolute value.
 */
public sealed interface LPPoolNd extends SimpleLayer permits LPPool1d, LPPool2d, LPPool3d {

    Number normType();

    PerAxis kernelSize();

    @Nullable
    PerAxis stride();

    boolean ceilMode();

    PoolWindow window();

    static PoolWindow window(int axes, PerAxis kernelSize, @Nullable PerAxis stride) {
        PoolWindow window = PoolWindow.of(axes, kernelSize);
        return stride == null ? window : window.withStride(stride);
    }

    /** Checks the numbers. PyTorch takes a whole tuple apart, and divides by the power. */
    static void check(int axes, Number normType, PerAxis kernelSize, @Nullable PerAxis stride) {
        Checks.require(normType.doubleValue() != 0, "float division by zero (norm_type=" + Words.of(normType) + ")");
        int given = kernelSize.numbers().size();
        Checks.require(
                axes == 1 || !kernelSize.tuple() || given == axes,
                (given < axes
                                ? "not enough values to unpack (expected " + axes + ", got " + given + ")"
                                : "too many values to unpack (expected " + axes + ")")
                        + ": kernel_size=" + kernelSize);
        PoolWindow window = window(axes, kernelSize, stride);
        if (Double.isInfinite(normType.doubleValue())) {
            new MaxPoolArguments(window, false, false);
        } else {
            AvgPoolArguments.of(window);
        }
    }

    @Override
    default Value lower(Scope scope, Value x) {
        double p = normType().doubleValue();
        if (Double.isInfinite(p)) {
            MaxPoolNd.check(
                    scope,
                    new MaxPoolArguments(window(), false, ceilMode()),
                    x.type().shape());
        } else {
            AvgPoolNd.check(scope, window(), ceilMode(), x.type().shape());
        }
        Value batch = scope.batched(x, window().axes());
        return scope.unbatched(Double.isInfinite(p) ? extreme(scope, batch, p > 0) : norm(scope, batch, p), x);
    }

    private Value extreme(Scope scope, Value x, boolean largest) {
        Value size = scope.unary(Activation.Function.ABS, x);
        MaxPool pool = new MaxPool(window().window(), ceilMode(), false);
        if (largest) {
            return scope.add(pool, size);
        }
        Value negative = scope.unary(Activation.Function.NEG, size);
        return scope.unary(Activation.Function.NEG, scope.add(pool, negative));
    }

    private Value norm(Scope scope, Value x, double p) {
        Value means = scope.add(new AveragePool(window().window(), ceilMode(), true, 0), power(scope, x, p));
        return power(scope, scope.binary(Binary.Function.MUL, means, window().taps()), 1 / p);
    }

    private static Value power(Scope scope, Value x, double exponent) {
        if (exponent == 1) {
            return x;
        }
        if (exponent == 2) {
            return scope.binary(Binary.Function.MUL, x, x);
        }
        return exponent == 0.5
                ? scope.unary(Activation.Function.SQRT, x)
                : scope.binary(Binary.Function.POW, x, exponent);
    }

    default String describe() {
        return kind() + "(norm_type=" + Words.of(normType()) + ", kernel_size=" + kernelSize() + ", stride="
                + Words.of(stride()) + ", ceil_mode=" + Words.of(ceilMode()) + ")";
    }
}
