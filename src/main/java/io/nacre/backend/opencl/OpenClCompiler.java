package io.nacre.backend.opencl;

/** What a backend on OpenCL offers besides, to those for whom it builds programs again and again. */
public interface OpenClCompiler {

    /** Has the driver load its compiler, by a program that no cache of programs can know: the first build takes longest. */
    void warmUp();
}
