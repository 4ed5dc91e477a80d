package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.tensor.Shape;
import java.util.List;

/**
 * Normalisation of groups of channels by their own mean and variance: parameters {@code weight} and {@code bias}, one
 * number a channel.
 *
 * @param eps what is added to the variance, as it was given
 * @param affine whether there is a weight, and a bias unless {@code bias} is false
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.GroupNorm.html">PyTorch</a>
 */
public record GroupNorm(int numGroups, int numChannels, Number eps, boolean affine, boolean bias)
        implements SimpleLayer {

    public GroupNorm {
        Checks.require(numGroups != 0, "GroupNorm: integer modulo by zero (num_groups=0)");
        Checks.require(
                numChannels % numGroups == 0,
                "GroupNorm: num_channels (" + numChannels + ") must be divisible by num_groups (" + numGroups + ")");
        Checks.require(numGroups > 0, "Expected num groups to be greater than 0, got " + numGroups);
        Checks.shape(numChannels);
    }

    public GroupNorm(int numGroups, int numChannels) {
        this(numGroups, numChannels, 1e-5, true, true);
    }

    @Override
    public List<Parameter> parameters() {
        return Statistics.parameters(affine, affine && bias, Shape.of(numChannels));
    }

    @Override
    public Value lower(Scope scope, Value x) {
        Shape shape = x.type().shape();
        check(scope, shape);
        int groups = shape.extent(0) * numGroups;
        int size = Math.toIntExact(shape.elements(1, shape.rank()) / numGroups);
        int plane = Math.toIntExact(shape.elements(2, shape.rank()));
        Value y = new Statistics(scope).rows(scope.reshape(x, groups, size), eps, affine, bias, plane);
        return scope.graph().reshape(y, shape);
    }

    private void check(Scope scope, Shape x) {
        if (x.rank() < 2) {
            throw scope.fault("Expected at least 2 dimensions for input tensor but received " + x.rank());
        }
        int rows = x.extent(0) * x.extent(1) / numGroups;
        if (rows * x.elements(2, x.rank()) == 1) {
            throw scope.fault("Expected more than 1 value per channel when training, got input size "
                    + Words.list(Shapes.splice(x, 0, 2, rows, numGroups)));
        }
        if (x.extent(1) % numGroups != 0) {
            throw scope.fault("Expected number of channels in input to be divisible by num_groups, but got input of"
                    + " shape " + Words.list(x) + " and num_groups=" + numGroups);
        }
        if (affine && x.extent(1) != numChannels) {
            throw scope.fault("Expected weight to be a vector of size equal to the number of channels in input, but got"
                    + " weight of shape [" + numChannels + "] and input of shape " + Words.list(x));
        }
    }

    @Override
    public String toString() {
        return "GroupNorm(" + numGroups + ", " + numChannels + ", eps=" + Words.of(eps) + ", affine=" + Words.of(affine)
                + ", bias=" + Words.of(affine && bias) + ")";
    }
}
