package io.nacre.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nacre.Backends;
import io.nacre.backend.Backend;
import io.nacre.backend.Candidate;
import io.nacre.error.IndexException;
import io.nacre.error.ShapeException;
import io.nacre.model.Model;
import io.nacre.model.StateDict;
import io.nacre.nn.Conv2d;
import io.nacre.nn.Layer;
import io.nacre.nn.MaxUnpool2d;
import io.nacre.nn.Sequential;
import io.nacre.nn.Softmax;
import io.nacre.nn.Tanh;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Java Flight Recorder keeps of a session's runs. */
class FlightRecordingTest {
    private static final Sequential LAYERS = Sequential.of(Conv2d.of(3, 8, 3), new Tanh(), new Softmax(1));
    private static final Tensor INPUT = Tensor.zeros(TensorType.f32(1, 3, 40, 40));
    private static final int RUNS = 3;

    @TempDir
    Path folder;

    private interface Deed {
        void with(Session session);
    }

    /** What is recorded while something is done with a session. */
    private List<RecordedEvent> recorded(String kind, Deed before, Deed during, Deed after) throws IOException {
        return recorded(kind, LAYERS, before, during, after);
    }

    private List<RecordedEvent> recorded(String kind, Layer layer, Deed before, Deed during, Deed after)
            throws IOException {
        String name = Backends.candidates().stream()
                .filter(candidate -> candidate instanceof Candidate.Available
                        && candidate.name().startsWith(kind))
                .map(Candidate::name)
                .findFirst()
                .orElse("");
        assumeTrue(!name.isEmpty(), kind + " is not available");
        Path file = folder.resolve("runs.jfr");
        try (Recording recording = new Recording();
                Backend backend = Backends.open(name);
                Session session = Session.open(Model.of(layer, StateDict.initial(layer, 1)), backend)) {
            before.with(session);
            List.of("io.nacre.Plan", "io.nacre.Run", "io.nacre.Step").forEach(recording::enable);
            recording.start();
            during.with(session);
            recording.stop();
            after.with(session);
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                .toList();
    }

    private static List<RecordedEvent> of(String name, List<RecordedEvent> events) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }

    private static void run(Session session) {
        for (int i = 0; i < RUNS; i++) {
            session.run(INPUT);
        }
    }

    private static void nothing(Session session) {}

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "opencl"})
    void stepsSayWhatTheyAreAndHowLongTheyTook(String kind) throws IOException {
        List<RecordedEvent> steps = of(
                "io.nacre.Step",
                recorded(kind, FlightRecordingTest::run, FlightRecordingTest::run, FlightRecordingTest::run));
        assertThat(steps).hasSize(2 * RUNS);
        assertThat(steps)
                .extracting(event ->
                        event.getString("step") + " " + event.getInt("number") + " " + event.getString("operation"))
                .startsWith("0 0 Convolution + bias + tanh", "2 1 Softmax", "0 0 Convolution + bias + tanh");
        assertThat(steps).allSatisfy(event -> {
            assertThat(event.getString("model")).isEqualTo("Sequential");
            assertThat(event.getString("backend")).startsWith(kind);
            assertThat(event.getString("algorithm")).isNotBlank();
            assertThat(event.getDuration()).isPositive();
            assertThat(event.getDuration("deviceTime")).isBetween(Duration.ofNanos(1), Duration.ofSeconds(5));
            assertThat(event.getDuration("queueTime")).isBetween(Duration.ZERO, Duration.ofSeconds(5));
        });
        int pixels = 8 * 38 * 38;
        assertThat(steps.get(0).getLong("bytes")).isEqualTo(4L * (3 * 40 * 40 + 8 * 3 * 9 + 8 + pixels));
        assertThat(steps.get(0).getLong("flops")).isGreaterThanOrEqualTo(2L * pixels * 27);
        assertThat(steps.get(1).getLong("bytes")).isEqualTo(8L * pixels);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "opencl"})
    void runsAndPlansAreRecordedToo(String kind) throws IOException {
        List<RecordedEvent> events =
                recorded(kind, FlightRecordingTest::nothing, FlightRecordingTest::run, FlightRecordingTest::run);
        List<RecordedEvent> plans = of("io.nacre.Plan", events);
        assertThat(plans).hasSize(1);
        assertThat(plans.get(0).getString("inputs")).isEqualTo("f32 1×3×40×40");
        assertThat(plans.get(0).getInt("steps")).isEqualTo(2);
        assertThat(plans.get(0).getLong("arena")).isPositive();
        List<RecordedEvent> runs = of("io.nacre.Run", events);
        assertThat(runs).hasSize(RUNS).allSatisfy(event -> {
            assertThat(event.getString("model")).isEqualTo("Sequential");
            assertThat(event.getString("backend")).startsWith(kind);
            assertThat(event.getString("inputs")).isEqualTo("f32 1×3×40×40");
            assertThat(event.getInt("steps")).isEqualTo(2);
            assertThat(event.getBoolean("failed")).isFalse();
            assertThat(event.getDuration("waited")).isBetween(Duration.ZERO, event.getDuration());
        });
        for (int i = 0; i < RUNS; i++) {
            RecordedEvent run = runs.get(i);
            List<RecordedEvent> steps = of("io.nacre.Step", events).subList(2 * i, 2 * i + 2);
            assertThat(steps).allSatisfy(step -> {
                assertThat(step.getStartTime()).isAfterOrEqualTo(run.getStartTime());
                assertThat(step.getEndTime()).isBeforeOrEqualTo(run.getEndTime());
            });
            assertThat(run.getLong("flops"))
                    .isEqualTo(steps.stream()
                            .mapToLong(step -> step.getLong("flops"))
                            .sum());
            assertThat(run.getLong("bytes"))
                    .isEqualTo(steps.stream()
                            .mapToLong(step -> step.getLong("bytes"))
                            .sum());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "opencl"})
    void resultsAreTheSame(String kind) throws IOException {
        Tensor[] results = new Tensor[3];
        recorded(
                kind,
                session -> results[0] = session.run(INPUT),
                session -> results[1] = session.run(INPUT),
                session -> results[2] = session.run(INPUT));
        assertThat(results[1].toFloats()).isEqualTo(results[0].toFloats());
        assertThat(results[2].toFloats()).isEqualTo(results[0].toFloats());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "opencl"})
    void whatFailsBeforeItRunsLeavesNoRun(String kind) throws IOException {
        List<RecordedEvent> events = recorded(
                kind,
                FlightRecordingTest::nothing,
                session -> assertThatThrownBy(() -> session.run(Tensor.zeros(TensorType.f32(1, 4, 40, 40))))
                        .isInstanceOf(ShapeException.class),
                FlightRecordingTest::nothing);
        assertThat(events).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "opencl"})
    void aRunThatFailsIsRecordedAsThat(String kind) throws IOException {
        Tensor pixels = Tensor.zeros(TensorType.f32(1, 1, 2, 2));
        Tensor outside = Tensor.of(new long[] {0, 1, 2, 99}, 1, 1, 2, 2);
        List<RecordedEvent> events = recorded(
                kind,
                MaxUnpool2d.of(2),
                FlightRecordingTest::nothing,
                session -> assertThatThrownBy(() -> session.run(List.of(pixels, outside)))
                        .isInstanceOf(IndexException.class),
                FlightRecordingTest::nothing);
        assertThat(of("io.nacre.Run", events))
                .singleElement()
                .satisfies(run -> assertThat(run.getBoolean("failed")).isTrue());
        assertThat(of("io.nacre.Step", events)).isEmpty();
    }
}
