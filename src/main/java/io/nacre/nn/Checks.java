package io.nacre.nn;

import io.nacre.error.ShapeException;
import io.nacre.tensor.Shape;
import java.util.List;

/** What hyper-parameters must fulfil. */
final class Checks {
    private Checks() {}

    /**
     * @throws ShapeException with these words if the condition does not hold
     */
    static void require(boolean holds, String words) {
        if (!holds) {
            throw new ShapeException(words);
        }
    }

    /**
     * The shape of a parameter.
     *
     * @throws ShapeException if an extent is negative
     */
    static Shape shape(List<Integer> extents) {
        extents.forEach(extent ->
                require(extent >= 0, "Trying to create tensor with negative dimension " + extent + ": " + extents));
        return Shape.of(extents);
    }

    static Shape shape(Integer... extents) {
        return shape(List.of(extents));
    }
}
