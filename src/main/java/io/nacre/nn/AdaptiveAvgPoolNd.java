package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Means of windows chosen so that the result has a given size. Input (N, C, spatial…) or (C, spatial…). */
public sealed interface AdaptiveAvgPoolNd extends SimpleLayer
        permits AdaptiveAvgPool1d, AdaptiveAvgPool2d, AdaptiveAvgPool3d {

    AdaptiveSize outputSize();

    /** How many spatial axes there are. */
    int axes();

    static void check(int axes, AdaptiveSize size) {
        Checks.require(
                size.fits(axes) || (axes == 1 && size.sizes().size() == 1),
                axes == 1
                        ? "adaptive_avg_pool1d() argument 'output_size' should contain one int (got "
                                + size.sizes().size() + ")"
                        : "adaptive_avg_pool" + axes + "d: output_size must be " + axes);
        AdaptiveChecks.given(size, axes, "adaptive_avg_pool");
        if (!size.sizes().contains(null)) {
            notNegative(size.along(new int[axes]));
        }
    }

    private static void notNegative(int[] out) {
        int[] sizes = ConvChecks.planar(out);
        String received = sizes.length == 3 ? sizes[0] + ", " + sizes[1] + "," + sizes[2] : sizes[0] + ", " + sizes[1];
        Checks.require(
                Arrays.stream(sizes).allMatch(extent -> extent >= 0),
                "adaptive_avg_pool" + sizes.length
                        + "d: elements of output_size must be greater than or equal to 0 but received {" + received
                        + "}");
    }

    @Override
    default Value lower(Scope scope, Value x) {
        return mean(scope, axes(), outputSize(), x);
    }

    static Value mean(Scope scope, int axes, AdaptiveSize size, Value x) {
        Shape shape = x.type().shape();
        AdaptiveChecks checks = new AdaptiveChecks(scope, axes, "adaptive_avg_pool");
        checks.depth(shape, size);
        if (size.isOne(shape, axes) && (axes > 1 || checks.isRanked(shape))) {
            return global(scope, axes, x);
        }
        checks.rank(shape, "but got");
        notNegative(size.along(Shapes.last(shape, axes)));
        checks.notEmpty(shape, axes == 3 ? 1 : shape.rank() - axes, axes == 1);
        return new AdaptivePool(scope, axes, size).mean(x);
    }

    /** The mean of whole planes, which PyTorch takes for inputs of any rank, empty planes included. */
    private static Value global(Scope scope, int axes, Value x) {
        Shape shape = x.type().shape();
        int first = scope.axis(-axes, shape);
        int rows = Math.toIntExact(shape.elements(0, first));
        Value planes = scope.reshape(x, rows, Math.toIntExact(shape.elements(first, shape.rank())));
        Value means = new Statistics(scope).mean(planes, List.of(1));
        int[] ones = new int[axes];
        Arrays.fill(ones, 1);
        return scope.reshape(means, Shapes.splice(shape, first, shape.rank(), ones));
    }
}
