package io.nacre.backend.opencl;

import java.util.Map;

/** What a backend on OpenCL offers besides, to those for whom it builds programs again and again. */
public interface OpenClCompiler {

    /** Has the driver load its compiler, by a program that no cache of programs can know: the first build takes longest. */
    void warmUp();

    /**
     * Gives macros of a kernel file other values, in all that is prepared from now on.
     *
     * @param file {@code convolution/direct.cl}, or a file of the user's own as it was named
     * @param macros in place of all that were given before
     */
    void tune(String file, Map<String, Long> macros);
}
