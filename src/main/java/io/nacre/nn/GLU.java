package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Activation;
import io.nacre.op.Binary;
import io.nacre.op.Slice;
import io.nacre.tensor.Shape;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * {@code a · sigmoid(b)}, where a and b are the halves of the input along one axis.
 *
 * @param dim the axis, from 0 or from the end
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.GLU.html">PyTorch</a>
 */
public record GLU(int dim) implements SimpleLayer {

    public GLU() {
        this(-1);
    }

    @Override
    public Value lower(Scope scope, Value x) {
        Shape shape = x.type().shape();
        if (shape.rank() == 0) {
            throw scope.fault("glu does not support scalars because halving size must be even");
        }
        int axis = scope.axis(dim, shape);
        int size = shape.extent(axis);
        if (size % 2 != 0) {
            throw scope.fault("Halving dimension must be even, but dimension " + axis + " is size " + size);
        }
        Value gate = scope.unary(Activation.Function.SIGMOID, half(scope, x, axis, size / 2));
        return scope.binary(Binary.Function.MUL, half(scope, x, axis, 0), gate);
    }

    private static Value half(Scope scope, Value x, int axis, int start) {
        Shape shape = x.type().shape();
        Integer[] starts = Collections.nCopies(shape.rank(), 0).toArray(Integer[]::new);
        starts[axis] = start;
        List<Integer> extents = Arrays.stream(
                        shape.with(axis, shape.extent(axis) / 2).toArray())
                .boxed()
                .toList();
        return scope.add(new Slice(List.of(starts), Collections.nCopies(shape.rank(), 1), extents), x);
    }

    @Override
    public String toString() {
        return "GLU(dim=" + dim + ")";
    }
}
