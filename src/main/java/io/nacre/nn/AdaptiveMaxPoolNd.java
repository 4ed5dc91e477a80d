package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.tensor.Shape;
import java.util.List;

/**
 * Largest elements of windows chosen so that the result has a given size; with {@code returnIndices} their positions
 * within each plane as well. Input (N, C, spatial…) or (C, spatial…).
 */
public sealed interface AdaptiveMaxPoolNd extends Layer
        permits AdaptiveMaxPool1d, AdaptiveMaxPool2d, AdaptiveMaxPool3d {

    AdaptiveSize outputSize();

    boolean returnIndices();

    /** How many spatial axes there are. */
    int axes();

    static void check(int axes, AdaptiveSize size) {
        AdaptiveChecks.given(size, axes, "adaptive_max_pool");
        Checks.require(
                size.fits(axes),
                axes == 1
                        ? "adaptive_max_pool1d() argument 'output_size' should contain one int (got "
                                + size.sizes().size() + ")"
                        : "adaptive_max_pool" + axes + "d(): internal error: output_size.size() must be " + axes);
    }

    @Override
    default List<String> outputs() {
        return returnIndices() ? List.of("y", "indices") : List.of("y");
    }

    @Override
    default List<Value> lower(Scope scope, List<Value> inputs) {
        scope.expect(inputs);
        Shape shape = inputs.get(0).type().shape();
        AdaptiveChecks checks = new AdaptiveChecks(scope, axes(), "adaptive_max_pool");
        checks.depth(shape, outputSize());
        checks.rank(shape, "but got:");
        checks.notEmpty(shape, 1, false);
        if (outputSize().isNegative()) {
            checks.negative(shape, outputSize().along(Shapes.last(shape, axes())));
        }
        return new AdaptivePool(scope, axes(), outputSize()).max(inputs.get(0), returnIndices());
    }
}
