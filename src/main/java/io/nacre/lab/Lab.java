package io.nacre.lab;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tries kernels in a process of its own, and has the next one ready when one is lost. Used by one thread at a time. */
public final class Lab implements AutoCloseable {
    private final List<String> command;
    private final Duration limit;
    private final Consumer<String> printed;
    private @Nullable Child child;

    /**
     * A lab; its first process is started.
     *
     * @param command a command line that leads to {@link Worker#serve} with the target
     * @param limit how long a build, or any one check, may take
     * @param printed what kernels print
     */
    public Lab(List<String> command, Duration limit, Consumer<String> printed) {
        this.command = List.copyOf(command);
        this.limit = limit;
        this.printed = printed;
        this.child = new Child(command, printed);
    }

    /** Tries the kernel as it is now. */
    public TrialResult trial() {
        return trial(Macros.NONE);
    }

    /**
     * Tries the kernel as it is now with other values for its macros.
     *
     * @throws io.nacre.error.NacreException if there is nothing to try: no device, no such step
     */
    public TrialResult trial(Macros macros) {
        return trial(TrialRequest.of(macros));
    }

    /**
     * Tries what is asked for.
     *
     * @throws io.nacre.error.NacreException if there is nothing to try
     */
    public TrialResult trial(TrialRequest request) {
        Child asked = child == null ? new Child(command, printed) : child;
        child = asked;
        TrialResult result = asked.trial(request, limit);
        if (!asked.isAlive() || CheckRun.isMemoryFault(result.fault())) { // what a stray write hit shows up later
            asked.close();
            child = new Child(command, printed);
        }
        return result;
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
            child = null;
        }
    }
}
