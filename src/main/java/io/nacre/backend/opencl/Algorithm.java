package io.nacre.backend.opencl;

import java.util.function.Supplier;

/**
 * A kernel file that may compute an operation.
 *
 * @param name the file without its ending: {@code convolution/padded}
 * @param obstacle why it cannot; empty if it can
 * @param drawback why others are taken where nobody knows better; empty for the one that is
 * @param errorFactor as {@link io.nacre.backend.Kernel#errorFactor}
 * @param kernel prepares it
 */
record Algorithm(
        String name, String obstacle, String drawback, double errorFactor, Supplier<? extends ProgramKernel> kernel) {

    boolean fits() {
        return obstacle.isEmpty();
    }

    boolean isUsual() {
        return drawback.isEmpty();
    }
}
