package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.MicroKernels;
import io.nacre.backend.cpu.scalar.ScalarKernels;
import io.nacre.error.BackendException;

/**
 * A way to write the innermost loops, and the backend that is made of it.
 *
 * @param backend the backend's name
 * @param kernels the loops
 */
record LoopKind(String backend, MicroKernels kernels) {
    static final String SIMD = "cpu-simd";
    /** Where {@code simd} lists its loops. Named, not linked to: without the vector module it cannot even be loaded. */
    private static final String SIMD_KERNELS = "io.nacre.backend.cpu.simd.SimdKernels";

    private static final String MODULE = "jdk.incubator.vector";
    private static final String PROPERTY = "nacre.cpu.simd";

    @Override
    public String toString() {
        return backend;
    }

    /** Plain loops, possible everywhere. */
    static LoopKind scalar() {
        return new LoopKind("cpu-scalar", new ScalarKernels());
    }

    /**
     * Loops over vectors.
     *
     * @throws BackendException if the JVM has none, saying in one line why, and what would help
     */
    static LoopKind simd() {
        if (System.getProperty(PROPERTY, "on").equals("off")) {
            throw new BackendException("switched off by -D" + PROPERTY + "=off");
        }
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            throw new BackendException("the JVM runs without vectors, --add-modules " + MODULE + " adds them");
        }
        try {
            return new LoopKind(SIMD, (MicroKernels)
                    Class.forName(SIMD_KERNELS).getConstructor().newInstance());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new BackendException(reason(e), e);
        }
    }

    /** Loops may refuse: then they say why. */
    private static String reason(Throwable e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause instanceof BackendException ? String.valueOf(cause.getMessage()) : "unusable: " + cause;
    }
}
