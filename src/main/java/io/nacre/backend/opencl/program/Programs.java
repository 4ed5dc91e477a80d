package io.nacre.backend.opencl.program;

/** Where an operation gets its programs. */
@FunctionalInterface
public interface Programs {

    /**
     * The program of a kernel file.
     *
     * @param path below the root of all kernels: {@code pool/max.cl}
     * @param options macros that the operation sets
     */
    KernelProgram program(String path, BuildOptions options);
}
