package io.nacre.backend.cpu;

import java.util.List;

/**
 * An operation prepared by one algorithm.
 *
 * @param scratch elements of scratch memory that it needs
 * @param binder makes the loops from the tensors' places in memory; does everything that takes time or memory
 */
record Work(long scratch, Binder binder) {

    /** Binds an operation that is fixed already. */
    interface Binder {
        /** Loops, each of which begins when the one before has ended. */
        List<Tiles> bind(Operands operands);
    }

    /** Binds an operation that is a single loop. */
    interface LoopBinder {
        Tiles bind(Operands operands);
    }

    /** A single loop. */
    static Work loop(long scratch, LoopBinder binder) {
        return new Work(scratch, operands -> List.of(binder.bind(operands)));
    }
}
