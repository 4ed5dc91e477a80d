package io.nacre.plan;

import io.nacre.backend.LaunchTime;
import io.nacre.plan.Timeline.Run;
import io.nacre.plan.Timeline.Span;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Keeps the times of all runs, and of the first of them what the host did. */
final class TimelineWatch implements RunWatch {
    /** Runs of a timeline: enough to see what repeats, few enough to open. */
    private static final int RUNS = 6;

    private final Plan plan;
    private final List<TensorType> inputs;
    private final Span planned;
    private final List<Run> runs = new ArrayList<>();
    private final List<List<Long>> times = new ArrayList<>();
    private List<Span> host = new ArrayList<>();
    private long start;

    /**
     * A plan is at hand.
     *
     * @param inputs the types of what it will run on
     * @param asked when it was asked for
     */
    TimelineWatch(Plan plan, List<TensorType> inputs, long asked) {
        this.plan = plan;
        this.inputs = inputs;
        this.planned = new Span("plan", "", 0, asked, System.nanoTime());
    }

    @Override
    public void begins(Phase phase, int index) {
        start = System.nanoTime();
    }

    @Override
    public void ended(Phase phase, int index) {
        long end = System.nanoTime();
        if (runs.size() < RUNS) {
            String action = phase.name().toLowerCase(Locale.ROOT);
            host.add(new Span(action, subject(phase, index), bytes(phase, index), start, end));
        }
    }

    private String subject(Phase phase, int index) {
        return switch (phase) {
            case UPLOAD -> plan.inputNames().get(index);
            case ENQUEUE -> plan.steps().get(index).name();
            case DOWNLOAD -> "output " + index;
            default -> "";
        };
    }

    private long bytes(Phase phase, int index) {
        return switch (phase) {
            case UPLOAD -> inputs.get(index).device().bytes();
            case DOWNLOAD -> plan.outputTypes().get(index).device().bytes();
            default -> 0;
        };
    }

    @Override
    public void finished(Plan finished, List<LaunchTime> steps) {
        times.add(steps.stream().map(LaunchTime::busy).toList());
        if (runs.size() < RUNS) {
            runs.add(new Run(host, steps));
            host = new ArrayList<>();
        }
    }

    /** Of each run the nanoseconds of each step. */
    List<List<Long>> times() {
        return times;
    }

    Timeline timeline() {
        return new Timeline(planned, runs);
    }
}
