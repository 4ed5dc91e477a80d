package io.nacre.backend.cpu.micro;

/** Multiplies and adds as fast as this kind of loop can, on what lies in registers. */
public interface FmaPeak {

    /**
     * Runs on the calling thread.
     *
     * @param rounds how often, each some hundred nanoseconds
     * @return some number that depends on all of them, so that no compiler leaves them out
     */
    float run(int rounds);

    /** Floating-point operations of one round, a multiply-add being two. */
    long flopsPerRound();
}
