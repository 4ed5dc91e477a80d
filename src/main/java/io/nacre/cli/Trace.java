package io.nacre.cli;

import io.nacre.backend.Backend;
import io.nacre.backend.LaunchTime;
import io.nacre.plan.Profile;
import io.nacre.plan.Step;
import io.nacre.plan.Timeline;
import io.nacre.tensor.io.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Timelines in Chrome's trace event format: a process a backend, in it a track of what the host did and one of what the
 * device's queue ran, and an arrow from where a step was handed over to where it ran. Times are microseconds from the first
 * event of all.
 */
final class Trace {
    private final List<String> events = new ArrayList<>();
    private final long origin;
    private int arrows;

    private Trace(long origin) {
        this.origin = origin;
    }

    /** The JSON text, an event a line. */
    static String of(List<Backend> backends, List<Profile> profiles) {
        Trace trace = new Trace(profiles.stream()
                .mapToLong(profile -> profile.timeline().planned().start())
                .min()
                .orElse(0));
        for (int i = 0; i < profiles.size(); i++) {
            trace.process(i + 1, backends.get(i), profiles.get(i));
        }
        return "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n" + String.join(",\n", trace.events) + "\n]}\n";
    }

    /** Tracks have numbers that no other process's have: some viewers tell them by these alone. */
    private void process(int process, Backend backend, Profile profile) {
        int host = 10 * process + 1;
        int queue = host + 1;
        name(
                process,
                "process",
                process,
                backend.name() + ": " + backend.device().name());
        name(process, "thread", host, "host");
        name(process, "thread", queue, "queue");
        slice(process, host, profile.timeline().planned());
        List<Timeline.Run> runs = profile.timeline().runs();
        for (int run = 0; run < runs.size(); run++) {
            List<Timeline.Span> actions = runs.get(run).host();
            long start = actions.get(0).start();
            long end = actions.get(actions.size() - 1).end();
            slice(process, host, run == 0 ? "run 0, untimed" : "run " + run, "run", start, end, "");
            actions.forEach(action -> slice(process, host, action));
            steps(process, host, profile.plan().steps(), runs.get(run));
        }
    }

    private void name(int process, String what, int thread, String name) {
        events.add(String.format(
                Locale.ROOT,
                "{\"name\":\"%s_name\",\"ph\":\"M\",\"pid\":%d,\"tid\":%d,\"args\":{\"name\":%s}}",
                what,
                process,
                thread,
                Json.quote(name)));
    }

    private void slice(int process, int track, Timeline.Span action) {
        String name = (action.action() + " " + action.subject()).strip();
        String bytes = action.bytes() == 0 ? "" : "\"bytes\":" + action.bytes();
        slice(process, track, name, action.action(), action.start(), action.end(), bytes);
    }

    /** The steps on the queue's track, one after the other as an in-order queue runs them, each with its arrow. */
    private void steps(int process, int host, List<Step> steps, Timeline.Run run) {
        List<Timeline.Span> enqueued = run.host().stream()
                .filter(action -> action.action().equals("enqueue"))
                .toList();
        long free = Long.MIN_VALUE; // clocks of coarse steps let neighbours overlap by a step
        for (int i = 0; i < steps.size(); i++) {
            LaunchTime time = run.steps().get(i);
            long start = Math.max(free, time.started());
            free = Math.max(start, time.ended());
            Step step = steps.get(i);
            slice(
                    process,
                    host + 1,
                    step.name(),
                    step.operation().split(" ", 2)[0],
                    start,
                    free,
                    arguments(step, time));
            arrows++;
            arrow("s", process, host, enqueued.get(i).start());
            arrow("f", process, host + 1, start);
        }
    }

    private void slice(int process, int track, String name, String category, long start, long end, String arguments) {
        events.add(String.format(
                Locale.ROOT,
                "{\"name\":%s,\"cat\":%s,\"ph\":\"X\",\"pid\":%d,\"tid\":%d,\"ts\":%.3f,\"dur\":%.3f,\"args\":{%s}}",
                Json.quote(name),
                Json.quote(category),
                process,
                track,
                (start - origin) / 1e3,
                (end - start) / 1e3,
                arguments));
    }

    private void arrow(String end, int process, int track, long time) {
        events.add(String.format(
                Locale.ROOT,
                "{\"name\":\"step\",\"cat\":\"step\",\"ph\":\"%s\",\"bp\":\"e\",\"id\":%d,\"pid\":%d,\"tid\":%d,\"ts\":%.3f}",
                end,
                arrows,
                process,
                track,
                (time - origin) / 1e3));
    }

    private static String arguments(Step step, LaunchTime time) {
        return String.format(
                Locale.ROOT,
                "\"operation\":%s,\"algorithm\":%s,\"input\":%s,\"output\":%s,\"flops\":%d,\"bytes\":%d,"
                        + "\"GFLOP/s\":%.2f,\"GB/s\":%.2f,\"busy us\":%.3f,\"in queue us\":%.3f",
                Json.quote(step.operation()),
                Json.quote(step.algorithm()),
                Json.quote(step.input()),
                Json.quote(step.output().toString()),
                step.flops(),
                step.bytes(),
                rate(step.flops(), time),
                rate(step.bytes(), time),
                time.busy() / 1e3,
                (time.started() - time.queued()) / 1e3);
    }

    private static double rate(long count, LaunchTime time) {
        return time.busy() == 0 ? 0 : (double) count / time.busy();
    }
}
