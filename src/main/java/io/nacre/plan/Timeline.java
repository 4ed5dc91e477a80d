package io.nacre.plan;

import io.nacre.backend.LaunchTime;
import java.util.List;

/**
 * What the host and the device did while a plan was made and run, in nanoseconds of one clock, {@link System#nanoTime}.
 *
 * @param planned when planning began and, if the plan was not known already, made it; then its first run
 * @param runs the first runs, the untimed one among them
 */
public record Timeline(Span planned, List<Run> runs) {

    public Timeline {
        runs = List.copyOf(runs);
    }

    /**
     * A run.
     *
     * @param host what the host did, one after the other
     * @param steps when each step of the plan ran on the device
     */
    public record Run(List<Span> host, List<LaunchTime> steps) {
        public Run {
            host = List.copyOf(host);
            steps = List.copyOf(steps);
        }
    }

    /**
     * Something that the host did.
     *
     * @param action {@code plan}, {@code bind}, {@code upload}, {@code enqueue}, {@code wait} or {@code download}
     * @param subject of what: an input, a step, an output; empty for all
     * @param bytes that were copied to or from the device
     */
    public record Span(String action, String subject, long bytes, long start, long end) {}
}
