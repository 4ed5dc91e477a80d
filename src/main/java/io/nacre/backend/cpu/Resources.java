package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.MicroKernels;

/**
 * What algorithms may build on.
 *
 * @param kernels the innermost loops
 * @param threads how many may work on one operation
 */
record Resources(MicroKernels kernels, int threads) {

    /** The most threads that need scratch memory of their own at once. */
    int seats() {
        return Math.min(threads, Seats.MOST);
    }
}
