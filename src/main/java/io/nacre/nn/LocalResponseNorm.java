package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.AveragePool;
import io.nacre.op.Axis;
import io.nacre.op.Binary;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;

/**
 * {@code x / (k + alpha·m)^beta}, where m is the mean of the squares of {@code size} neighbouring channels, zeros
 * outside.
 *
 * @param alpha as it was given
 * @param beta as it was given
 * @param k as it was given
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LocalResponseNorm.html">PyTorch</a>
 */
public record LocalResponseNorm(int size, Number alpha, Number beta, Number k) implements SimpleLayer {

    public LocalResponseNorm(int size) {
        this(size, 1e-4, 0.75, 1.0);
    }

    @Override
    public Value lower(Scope scope, Value x) {
        Shape shape = x.type().shape();
        if (shape.rank() < 3) {
            throw scope.fault("Expected 3D or higher dimensionality                          input (got " + shape.rank()
                    + " dimensions)");
        }
        if (shape.elements() == 0) {
            return x;
        }
        if (size < 1) {
            throw scope.fault("kernel size should be greater than zero, but got "
                    + (shape.rank() == 3 ? "kH: " + size : "kT: " + size + " kH: 1") + " kW: 1");
        }
        Value squares = scope.binary(Binary.Function.MUL, x, x);
        int plane = Math.toIntExact(shape.elements(2, shape.rank()));
        Value planes = scope.reshape(squares, shape.extent(0), 1, shape.extent(1), plane);
        Window window = Window.of(new Axis(size, 1, 1, size / 2, (size - 1) / 2), Axis.UNIT);
        Value means = scope.graph().reshape(scope.add(new AveragePool(window, false, true, size), planes), shape);
        Value scaled = scope.binary(Binary.Function.MUL, means, alpha.doubleValue());
        Value base = scope.binary(Binary.Function.ADD, scaled, k.doubleValue());
        Value divisor = scope.binary(Binary.Function.POW, base, beta.doubleValue());
        return scope.binary(Binary.Function.DIV, x, divisor);
    }

    @Override
    public String toString() {
        return "LocalResponseNorm(" + size + ", alpha=" + Words.of(alpha) + ", beta=" + Words.of(beta) + ", k="
                + Words.of(k) + ")";
    }
}
