package io.nacre.backend.cpu;

/**
 * One way to compute an operation, which may or may not be taken.
 *
 * @param name one of {@link Algorithms#NAMES}
 * @param obstacle why it cannot compute this operation; empty if it can
 * @param cost its time, estimated in multiply-adds of a product in panels; compared with that of the operation's other
 *     algorithms only
 * @param errorFactor see {@link io.nacre.backend.Kernel#errorFactor}
 * @param preparation prepares the operation, if this is what is taken
 */
record Algorithm(String name, String obstacle, double cost, double errorFactor, Preparation preparation) {

    Algorithm {
        if (!Algorithms.NAMES.contains(name)) {
            throw new IllegalStateException("'" + name + "' does not stand among the names of algorithms");
        }
    }

    /** Prepares an operation. */
    interface Preparation {
        /**
         * Asks for the constant inputs that it wants in an arrangement of its own, and fixes everything but places in memory.
         */
        Work prepare(PackedInputs packed);
    }

    /** An algorithm as exact as the direct one. */
    static Algorithm of(String name, double cost, Preparation preparation) {
        return new Algorithm(name, "", cost, 1, preparation);
    }

    /** An operation's only algorithm: a single loop, without scratch memory. */
    static Algorithm loop(String name, Work.LoopBinder binder) {
        return loop(name, 0, binder);
    }

    static Algorithm loop(String name, long scratch, Work.LoopBinder binder) {
        return of(name, 0, packed -> Work.loop(scratch, binder));
    }

    /** An algorithm that cannot compute the operation. */
    static Algorithm unfit(String name, String obstacle) {
        return new Algorithm(name, obstacle, 0, 1, packed -> {
            throw new IllegalStateException(name + " does not fit: " + obstacle);
        });
    }

    /** The same with results that may be further off. */
    Algorithm withErrorFactor(double factor) {
        return new Algorithm(name, obstacle, cost, factor, preparation);
    }

    /** The same with another estimate of its time. */
    Algorithm withCost(double estimate) {
        return new Algorithm(name, obstacle, estimate, errorFactor, preparation);
    }

    boolean fits() {
        return obstacle.isEmpty();
    }
}
