package io.nacre.backend.opencl;

import io.nacre.backend.Launch;
import io.nacre.backend.opencl.program.KernelProgram;
import java.util.List;

/** A launch that says which kernel files' programs it runs, and over which sizes: what the lab shows. */
public interface OpenClLaunch extends Launch {

    /**
     * One program's part.
     *
     * @param program what runs
     * @param global work-items along each dimension, whole work-groups
     * @param local work-items of a work-group along each dimension
     */
    record Part(KernelProgram program, List<Long> global, List<Long> local) {}

    /** The parts in the order in which they run. */
    List<Part> parts();

    /** The program that does the work; others arrange operands for it, or finish its results. */
    KernelProgram main();
}
