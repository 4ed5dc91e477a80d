package io.nacre.cli;

import io.nacre.backend.Backend;
import io.nacre.plan.Profile;
import io.nacre.plan.Step;
import io.nacre.plan.StepTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Profiles as a timeline in Chrome's trace event format. Steps stand end to end: only how long each took is known, and in a
 * queue the next follows at once.
 */
final class Trace {
    private Trace() {}

    /** JSON with a process a backend and an event a step. */
    static String of(List<Backend> backends, List<Profile> profiles) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < profiles.size(); i++) {
            Backend backend = backends.get(i);
            events.add(String.format(
                    Locale.ROOT,
                    "{\"name\":\"process_name\",\"ph\":\"M\",\"pid\":%d,\"args\":{\"name\":%s}}",
                    i,
                    quoted(backend.name() + ": " + backend.device().name())));
            long start = 0;
            for (StepTime time : profiles.get(i).steps()) {
                events.add(event(i, start, time));
                start += time.nanoseconds();
            }
        }
        return "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n" + String.join(",\n", events) + "\n]}\n";
    }

    private static String event(int process, long start, StepTime time) {
        Step step = time.step();
        return String.format(
                Locale.ROOT,
                "{\"name\":%s,\"cat\":%s,\"ph\":\"X\",\"pid\":%d,\"tid\":0,\"ts\":%.3f,\"dur\":%.3f,\"args\":{"
                        + "\"operation\":%s,\"algorithm\":%s,\"input\":%s,\"output\":%s,\"flops\":%d,\"bytes\":%d}}",
                quoted(step.name()),
                quoted(step.operation().split(" ", 2)[0]),
                process,
                start / 1e3,
                time.nanoseconds() / 1e3,
                quoted(step.operation()),
                quoted(step.algorithm()),
                quoted(step.input()),
                quoted(step.output().toString()),
                step.flops(),
                step.bytes());
    }

    /** A JSON string. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
