package io.nacre.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nacre.Backends;
import io.nacre.backend.Candidate;
import io.nacre.tensor.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The timelines that {@code profile --trace} writes, read as a viewer does. */
class TraceTest {
    private static final int RUNS = 3;
    private static final double NANOSECOND = 1e-3;

    @TempDir
    Path folder;

    private record Event(Map<?, ?> fields) {
        String text(String key) {
            return (String) Objects.requireNonNull(fields.get(key), () -> key + " of " + fields);
        }

        double number(String key) {
            return ((Number) Objects.requireNonNull(fields.get(key), () -> key + " of " + fields)).doubleValue();
        }

        Map<?, ?> arguments() {
            return (Map<?, ?>) Objects.requireNonNull(fields.get("args"));
        }

        double end() {
            return number("ts") + number("dur");
        }
    }

    private List<Event> trace(String backends) throws Exception {
        Path file = folder.resolve("trace.json");
        CommandLineRun run = CommandLineRun.of(
                "profile",
                "Sequential(Conv2d(3, 8, 3), Tanh(), Softmax(1))",
                "--input",
                "1x3x40x40",
                "--backend",
                backends,
                "--trace",
                file,
                "--repeat",
                RUNS);
        assertThat(run.status()).as(run.err()).isZero();
        Map<?, ?> trace = (Map<?, ?>) Json.parse(Files.readString(file));
        assertThat(trace.get("displayTimeUnit")).isEqualTo("ms");
        return ((List<?>) Objects.requireNonNull(trace.get("traceEvents")))
                .stream().map(event -> new Event((Map<?, ?>) event)).toList();
    }

    private static List<Event> of(List<Event> events, String phase, int track) {
        return events.stream()
                .filter(event -> event.text("ph").equals(phase) && event.number("tid") == track)
                .toList();
    }

    private static boolean available(String backend) {
        return Backends.candidates().stream()
                .anyMatch(candidate -> candidate instanceof Candidate.Available
                        && candidate.name().startsWith(backend));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "opencl"})
    void hostAndQueueHaveTheirTracks(String backend) throws Exception {
        assumeTrue(available(backend), backend + " is not available");
        List<Event> events = trace(backend);
        assertThat(events.stream().filter(event -> event.text("ph").equals("M")))
                .extracting(event -> event.text("name") + " " + (int) event.number("tid"))
                .containsExactly("process_name 1", "thread_name 11", "thread_name 12");
        assertThat(events.get(1).arguments().get("name")).isEqualTo("host");
        assertThat(events.get(2).arguments().get("name")).isEqualTo("queue");
        checkHost(of(events, "X", 11));
        checkQueue(of(events, "X", 12), of(events, "X", 11));
        checkArrows(events);
    }

    /** The plan, and then runs with all that belongs to each, in order. */
    private static void checkHost(List<Event> host) {
        assertThat(host.get(0).text("name")).isEqualTo("plan");
        assertThat(host.get(0).number("ts")).isZero();
        List<String> names = host.stream().map(event -> event.text("name")).toList();
        List<String> expected = new ArrayList<>(List.of("plan"));
        for (int run = 0; run <= RUNS; run++) {
            expected.add(run == 0 ? "run 0, untimed" : "run " + run);
            expected.addAll(List.of("bind", "upload x", "enqueue 0", "enqueue 2", "wait", "download output 0"));
        }
        assertThat(names).isEqualTo(expected);
        assertThat(host.get(3).arguments().get("bytes")).isEqualTo(4L * 3 * 40 * 40);
        assertThat(host.get(7).arguments().get("bytes")).isEqualTo(4L * 8 * 38 * 38);
        checkNesting(host);
    }

    /** Slices of a track lie within each other or apart. */
    private static void checkNesting(List<Event> track) {
        Deque<Event> open = new ArrayDeque<>();
        double last = 0;
        for (Event event : track) {
            assertThat(event.number("ts")).isGreaterThanOrEqualTo(last);
            assertThat(event.number("dur")).isGreaterThanOrEqualTo(0);
            last = event.number("ts");
            while (!open.isEmpty() && open.peek().end() <= event.number("ts") + NANOSECOND / 2) {
                open.pop();
            }
            if (!open.isEmpty()) {
                assertThat(event.end())
                        .as("end of %s", event)
                        .isLessThanOrEqualTo(open.peek().end() + NANOSECOND / 2);
            }
            open.push(event);
        }
    }

    /** A slice a step, none before it was handed over, none after the host had waited for it. */
    private static void checkQueue(List<Event> queue, List<Event> host) {
        assertThat(queue).hasSize(2 * (RUNS + 1));
        checkNesting(queue);
        List<Event> enqueued = host.stream()
                .filter(event -> event.text("cat").equals("enqueue"))
                .toList();
        List<Event> waited =
                host.stream().filter(event -> event.text("cat").equals("wait")).toList();
        for (int i = 0; i < queue.size(); i++) {
            Event step = queue.get(i);
            assertThat(step.text("name")).isEqualTo(i % 2 == 0 ? "0" : "2");
            assertThat(step.text("cat")).isEqualTo(i % 2 == 0 ? "Convolution" : "Softmax");
            assertThat(step.number("ts")).isGreaterThanOrEqualTo(enqueued.get(i).number("ts") - NANOSECOND);
            assertThat(step.end()).isLessThanOrEqualTo(waited.get(i / 2).end() + NANOSECOND);
            assertThat(step.arguments().keySet())
                    .isEqualTo(Set.of(
                            "operation",
                            "algorithm",
                            "input",
                            "output",
                            "flops",
                            "bytes",
                            "GFLOP/s",
                            "GB/s",
                            "busy us",
                            "in queue us"));
            assertThat(((Number) step.arguments().get("busy us")).doubleValue())
                    .isPositive()
                    .isLessThanOrEqualTo(step.number("dur") + NANOSECOND);
            assertThat(((Number) step.arguments().get("in queue us")).doubleValue())
                    .isGreaterThanOrEqualTo(0);
        }
        assertThat(queue.get(0).arguments().get("operation")).isEqualTo("Convolution + bias + tanh");
        assertThat(queue.get(0).arguments().get("bytes")).isEqualTo(4L * (3 * 40 * 40 + 8 * 3 * 9 + 8 + 8 * 38 * 38));
        double flops = ((Number) queue.get(0).arguments().get("flops")).doubleValue();
        double busy = ((Number) queue.get(0).arguments().get("busy us")).doubleValue();
        assertThat(((Number) queue.get(0).arguments().get("GFLOP/s")).doubleValue())
                .isCloseTo(flops / busy / 1e3, within(0.01));
    }

    /** Each leaves the slice in which its step was enqueued, and ends where the step begins. */
    private static void checkArrows(List<Event> events) {
        List<Event> starts = of(events, "s", 11);
        List<Event> ends = of(events, "f", 12);
        List<Event> enqueued = of(events, "X", 11).stream()
                .filter(event -> event.text("cat").equals("enqueue"))
                .sorted(Comparator.comparingDouble(event -> event.number("ts")))
                .toList();
        List<Event> queue = of(events, "X", 12);
        assertThat(starts).hasSameSizeAs(queue);
        assertThat(ends).hasSameSizeAs(queue);
        for (int i = 0; i < queue.size(); i++) {
            assertThat(starts.get(i).number("id"))
                    .isEqualTo(ends.get(i).number("id"))
                    .isEqualTo(i + 1);
            assertThat(starts.get(i).number("ts")).isEqualTo(enqueued.get(i).number("ts"));
            assertThat(ends.get(i).number("ts")).isEqualTo(queue.get(i).number("ts"));
            assertThat(ends.get(i).text("bp")).isEqualTo("e");
        }
    }

    @Test
    void severalBackendsShareNoTrack() throws Exception {
        List<Event> events = trace("cpu,cpu-scalar");
        assertThat(events.stream().filter(event -> !event.text("name").equals("process_name")))
                .extracting(event -> (int) event.number("pid") + " " + (int) event.number("tid"))
                .containsOnly("1 11", "1 12", "2 21", "2 22");
        assertThat(of(events, "X", 22)).hasSize(2 * (RUNS + 1));
        assertThat(of(events, "X", 21).get(0).number("ts")).isPositive();
    }
}
