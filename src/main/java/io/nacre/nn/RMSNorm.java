package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Binary;
import io.nacre.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Division by the root of the mean square over the last axes: parameter {@code weight}.
 *
 * @param normalizedShape the extents of these axes
 * @param eps what is added to the mean square, as it was given; null for the distance of 1 to the next float
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.RMSNorm.html">PyTorch</a>
 */
public record RMSNorm(
        List<Integer> normalizedShape, @Nullable Number eps, boolean elementwiseAffine) implements SimpleLayer {

    public RMSNorm {
        normalizedShape = List.copyOf(normalizedShape);
        Checks.require(
                !normalizedShape.isEmpty(),
                "RMSNorm: Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one"
                        + " element, but got normalized_shape = []");
        Checks.shape(normalizedShape);
    }

    public static RMSNorm of(int... normalizedShape) {
        return new RMSNorm(PerAxis.of(normalizedShape).numbers(), null, true);
    }

    @Override
    public List<Parameter> parameters() {
        return Statistics.parameters(elementwiseAffine, false, Shape.of(normalizedShape));
    }

    @Override
    public Value lower(Scope scope, Value x) {
        Shape shape = x.type().shape();
        Shape last = Shape.of(normalizedShape);
        check(scope, shape, last);
        int rows = Math.toIntExact(shape.elements(0, shape.rank() - last.rank()));
        int size = Math.toIntExact(last.elements());
        Value matrix = scope.reshape(x, rows, size);
        Statistics statistics = new Statistics(scope);
        Value square = statistics.mean(scope.binary(Binary.Function.MUL, matrix, matrix), List.of(1));
        Value root = statistics.deviation(square, eps == null ? Math.ulp(1f) : eps);
        Value y = scope.binary(Binary.Function.DIV, matrix, root);
        if (elementwiseAffine) {
            y = scope.binary(Binary.Function.MUL, y, scope.reshape(scope.parameter("weight"), size));
        }
        return scope.graph().reshape(y, shape);
    }

    private void check(Scope scope, Shape x, Shape last) {
        if (x.rank() < last.rank()) {
            throw scope.fault("Input tensor must have at least " + last.rank() + " dimensions, but got " + x.rank());
        }
        if (!Statistics.endsIn(x, last)) {
            throw scope.fault("Given normalized_shape=" + normalizedShape + ", expected input with shape [*"
                    + Words.joined(", ", last.toArray()) + "], but got input of size" + Words.list(x));
        }
    }

    @Override
    public String toString() {
        return "RMSNorm(" + Words.tuple(normalizedShape) + ", eps=" + Words.of(eps) + ", elementwise_affine="
                + Words.of(elementwiseAffine) + ")";
    }
}
