package io.nacre.nn;

import io.nacre.tensor.Shape;
import java.util.Arrays;

/**
 * What adaptive pools demand of their input, in PyTorch's words.
 *
 * @param name {@code adaptive_avg_pool}
 */
record AdaptiveChecks(Scope scope, int axes, String name) {

    /** None keeps an extent in a tuple of several, and is nothing by itself. */
    static void given(AdaptiveSize size, int axes, String name) {
        Checks.require(
                !size.sizes().contains(null) || (axes > 1 && size.tuple()),
                name + axes + "d(): argument 'output_size' (position 2) must be tuple of ints, not NoneType");
    }

    boolean isRanked(Shape x) {
        return x.rank() == axes + 1 || x.rank() == axes + 2;
    }

    void rank(Shape x, String butGot) {
        if (isRanked(x)) {
            return;
        }
        throw scope.fault(
                axes == 1
                        ? "Expected 2 to 3 dimensions, but got " + x.rank()
                                + "-dimensional tensor for argument #1 'self' (while checking arguments for " + name
                                + "1d)"
                        : name + axes + "d(): Expected " + (axes + 1) + "D or " + (axes + 2) + "D tensor, " + butGot
                                + " " + Words.list(x));
    }

    /** A tuple of sizes is matched with the input's before anything else is looked at. */
    void depth(Shape x, AdaptiveSize size) {
        if (axes > 1 && size.tuple() && x.rank() <= size.sizes().size()) {
            throw scope.fault("Input dimension should be at least "
                    + (size.sizes().size() + 1) + " (input " + Words.list(x) + ", output_size " + size + ")");
        }
    }

    /** No axis from the given one on may be empty. */
    void notEmpty(Shape x, int from, boolean planar) {
        for (int axis = from; axis < x.rank(); axis++) {
            if (x.extent(axis) == 0) {
                int[] sizes = planar ? Shapes.splice(x, x.rank() - 1, x.rank() - 1, 1) : x.toArray();
                throw scope.fault(name + (planar ? 2 : axes) + "d(): Expected input to have non-zero size for non-batch"
                        + " dimensions, but input has sizes " + Words.list(sizes) + " with dimension "
                        + (planar ? axis + 1 : axis) + " being empty");
            }
        }
    }

    void negative(Shape x, int[] out) {
        int least = Arrays.stream(out).min().orElse(0);
        int[] sizes = Shapes.splice(x, x.rank() - axes, x.rank(), ConvChecks.planar(out));
        throw scope.fault("Trying to create tensor with negative dimension " + least + ": " + Words.list(sizes));
    }
}
