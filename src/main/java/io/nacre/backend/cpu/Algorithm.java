package io.nacre.backend.cpu;

import java.util.List;

/**
 * One way to compute an operation.
 *
 * @param name for people: {@code "row gemm"}
 * @param scratch elements of scratch memory that it needs
 * @param binder makes the work from the tensors' places in memory; does everything that takes time or memory
 */
record Algorithm(String name, long scratch, Binder binder) {

    /** Binds an operation that is fixed already. */
    interface Binder {
        /** Loops, each of which begins when the one before has ended. */
        List<Tiles> bind(Operands operands);
    }

    /** Binds an operation that is a single loop. */
    interface LoopBinder {
        Tiles bind(Operands operands);
    }

    /** An algorithm of a single loop, without scratch memory. */
    static Algorithm loop(String name, LoopBinder binder) {
        return loop(name, 0, binder);
    }

    static Algorithm loop(String name, long scratch, LoopBinder binder) {
        return new Algorithm(name, scratch, operands -> List.of(binder.bind(operands)));
    }
}
