package io.nacre.plan;

import io.nacre.backend.Roof;
import io.nacre.text.TextTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How long each step of a plan took on the device.
 *
 * @param plan whose steps they are
 * @param steps each step with the median of its times, in order
 * @param timeline what happened when, in the first of the runs
 */
public record Profile(Plan plan, List<StepTime> steps, Timeline timeline) {

    public Profile {
        steps = List.copyOf(steps);
    }

    /**
     * Sums up runs.
     *
     * @param runs of each run the nanoseconds of each step
     */
    static Profile of(Plan plan, List<List<Long>> runs, Timeline timeline) {
        List<StepTime> steps = new ArrayList<>();
        for (int i = 0; i < plan.steps().size(); i++) {
            int step = i;
            long[] times =
                    runs.stream().mapToLong(run -> run.get(step)).sorted().toArray();
            long median = times[times.length / 2] + times[(times.length - 1) / 2];
            steps.add(new StepTime(plan.steps().get(i), median / 2));
        }
        return new Profile(plan, steps, timeline);
    }

    /** Nanoseconds of all steps. */
    public long nanoseconds() {
        return steps.stream().mapToLong(StepTime::nanoseconds).sum();
    }

    /** A table for people: a row a step, with its time, share of all steps' time, rates and, given a roof, the share of that. */
    public String describe(Optional<Roof> roof) {
        String sum = String.format(
                Locale.ROOT,
                "%d steps on %s, %.3f ms, %.1f GFLOP/s, %.1f GB/s",
                steps.size(),
                plan.backendName(),
                nanoseconds() / 1e6,
                (double) plan.flops() / nanoseconds(),
                (double) plan.bytes() / nanoseconds());
        return table(roof)
                + sum
                + roof.map(limit -> ", " + share(limit) + " of the roof").orElse("")
                + System.lineSeparator();
    }

    private String share(Roof roof) {
        return StepTime.percent(plan.seconds(roof) * 1e9, nanoseconds());
    }

    /** The rows of {@link #describe}. */
    public TextTable table(Optional<Roof> roof) {
        String[] headers = {
            ">#",
            "step",
            "operation",
            "algorithm",
            "input",
            "output",
            ">KiB",
            ">us",
            ">share",
            ">GFLOP/s",
            ">GB/s",
            ">roof"
        };
        TextTable table = new TextTable(roof.isPresent() ? headers : Arrays.copyOf(headers, headers.length - 1));
        for (int i = 0; i < steps.size(); i++) {
            StepTime time = steps.get(i);
            Step step = time.step();
            List<Object> cells = new ArrayList<>(List.of(
                    i,
                    step.name(),
                    step.operation(),
                    step.algorithm(),
                    step.input(),
                    step.output(),
                    TextTable.decimal(step.bytes() / 1024.0, 1),
                    TextTable.decimal(time.nanoseconds() / 1e3, 1),
                    StepTime.percent(time.nanoseconds(), nanoseconds()),
                    time.rate(step.flops()),
                    time.rate(step.bytes())));
            roof.ifPresent(limit -> cells.add(time.share(limit)));
            table.row(cells.toArray());
        }
        return table;
    }
}
