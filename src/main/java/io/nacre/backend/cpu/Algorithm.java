package io.nacre.backend.cpu;

/**
 * One way to compute an operation.
 *
 * @param name for people: {@code "row gemm"}
 * @param binder makes the work from the tensors' places in memory; does everything that takes time or memory
 */
record Algorithm(String name, Binder binder) {

    /** Binds an operation that is fixed already. */
    interface Binder {
        Tiles bind(Operands operands);
    }
}
