package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.tensor.Shape;
import java.util.List;

/**
 * Normalisation over the last axes by their own mean and variance: parameters {@code weight} and {@code bias}.
 *
 * @param normalizedShape the extents of these axes
 * @param eps what is added to the variance, as it was given
 * @param elementwiseAffine whether there is a weight, and a bias unless {@code bias} is false
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html">PyTorch</a>
 */
public record LayerNorm(List<Integer> normalizedShape, Number eps, boolean elementwiseAffine, boolean bias)
        implements SimpleLayer {

    public LayerNorm {
        normalizedShape = List.copyOf(normalizedShape);
        Checks.require(
                !normalizedShape.isEmpty(),
                "LayerNorm: Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one"
                        + " element, but got normalized_shape = []");
        Checks.shape(normalizedShape);
    }

    public static LayerNorm of(int... normalizedShape) {
        return new LayerNorm(PerAxis.of(normalizedShape).numbers(), 1e-5, true, true);
    }

    @Override
    public List<Parameter> parameters() {
        return Statistics.parameters(elementwiseAffine, elementwiseAffine && bias, Shape.of(normalizedShape));
    }

    @Override
    public Value lower(Scope scope, Value x) {
        Shape shape = x.type().shape();
        Shape last = Shape.of(normalizedShape);
        if (!Statistics.endsIn(shape, last)) {
            throw scope.fault("Given normalized_shape=" + normalizedShape + ", expected input with shape [*, "
                    + Words.joined(", ", last.toArray()) + "], but got input of size" + Words.list(shape));
        }
        int rows = Math.toIntExact(shape.elements(0, shape.rank() - last.rank()));
        int size = Math.toIntExact(last.elements());
        Value matrix = scope.reshape(x, rows, size);
        Value y = new Statistics(scope).rows(matrix, eps, elementwiseAffine, bias, 1);
        return scope.graph().reshape(y, shape);
    }

    @Override
    public String toString() {
        return "LayerNorm(" + Words.tuple(normalizedShape) + ", eps=" + Words.of(eps) + ", elementwise_affine="
                + Words.of(elementwiseAffine) + ", bias=" + Words.of(elementwiseAffine && bias) + ")";
    }
}
