package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.tensor.Shape;
import java.util.List;

/**
 * Makes several axes of one.
 *
 * @param dim the axis, from 0 or from the end
 * @param unflattenedSize their extents; one of them may be -1: it follows from the others
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Unflatten.html">PyTorch</a>
 */
public record Unflatten(int dim, List<Integer> unflattenedSize) implements SimpleLayer {

    public Unflatten {
        unflattenedSize = List.copyOf(unflattenedSize);
        Checks.require(!unflattenedSize.isEmpty(), "unflatten: sizes must be non-empty");
        Checks.require(
                unflattenedSize.stream().filter(size -> size == -1).count() < 2,
                "unflatten got an unexpected error: only one dimension can be inferred, but got " + unflattenedSize);
        Checks.require(
                unflattenedSize.stream().allMatch(size -> size >= -1),
                "unflatten got an unexpected error: invalid shape dimension in " + unflattenedSize);
    }

    @Override
    public Value lower(Scope scope, Value x) {
        Shape shape = x.type().shape();
        int axis = scope.axis(dim, shape);
        if (shape.rank() == 0) {
            throw scope.fault(
                    "unflatten got an unexpected error: Dimension specified as 0 but tensor has no dimensions");
        }
        int extent = shape.extent(axis);
        long known = unflattenedSize.stream()
                .mapToLong(size -> size == -1 ? 1 : size)
                .reduce(1, (a, b) -> a * b);
        boolean infers = unflattenedSize.contains(-1);
        if (infers && known == 0 && extent == 0) {
            throw scope.fault("unflatten got an unexpected error: cannot reshape tensor of 0 elements into shape "
                    + unflattenedSize + ", for -1 can be any value");
        }
        if (infers ? known == 0 || extent % known != 0 : known != extent) {
            throw scope.fault("unflatten: Provided sizes " + unflattenedSize + " don't multiply up to the size of dim "
                    + axis + " (" + extent + ") in the input tensor");
        }
        int[] sizes = unflattenedSize.stream()
                .mapToInt(size -> size == -1 ? Math.toIntExact(extent / known) : size)
                .toArray();
        return scope.reshape(x, Shapes.splice(shape, axis, axis + 1, sizes));
    }

    @Override
    public String toString() {
        return "Unflatten(dim=" + dim + ", unflattened_size=" + Words.tuple(unflattenedSize) + ")";
    }
}
