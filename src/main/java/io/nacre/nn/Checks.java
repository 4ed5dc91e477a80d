package io.nacre.nn;

import io.nacre.error.ShapeException;

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
}
