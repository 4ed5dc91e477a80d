package io.nacre.plan;

import io.nacre.backend.LaunchTime;
import java.util.List;

/** Told of a run what happens on the host as it happens, on the thread that runs, and at the end when its steps ran. */
interface RunWatch {

    /** What the host does, in this order. */
    enum Phase {
        /** Takes memory for the plan and binds its kernels, unless the lane knows the plan. */
        BIND,
        /** Copies an input to the device. */
        UPLOAD,
        /** Hands a step to the queue; on a queue that is always empty, runs it. */
        ENQUEUE,
        /** Waits until all steps have run. */
        WAIT,
        /** Copies an output from the device. */
        DOWNLOAD
    }

    /**
     * Something begins.
     *
     * @param index which input, step or output
     */
    void begins(Phase phase, int index);

    /** What began last has ended; not told if it failed. */
    void ended(Phase phase, int index);

    /** The run has succeeded; here is when each of its steps ran. */
    void finished(Plan plan, List<LaunchTime> steps);
}
