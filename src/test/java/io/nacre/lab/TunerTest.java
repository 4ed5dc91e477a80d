package io.nacre.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.Backend;
import io.nacre.backend.Device;
import io.nacre.backend.Roof;
import io.nacre.backend.opencl.OpenCl;
import io.nacre.backend.opencl.OpenClCompiler;
import io.nacre.backend.opencl.tuning.TuningEntry;
import io.nacre.op.Activation;
import io.nacre.op.Axis;
import io.nacre.op.Convolution;
import io.nacre.op.Epilogue;
import io.nacre.op.Op;
import io.nacre.op.Unary;
import io.nacre.op.Window;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** The tuner's decisions over the kernel files as they are; what comes of trials is made up. */
class TunerTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Axis THREE = new Axis(3, 1, 1, 1, 1);
    private static final String WINOGRAD = "convolution/winograd";
    private static final String PADDED = "convolution/padded";

    private final List<TrialRequest> requests = new ArrayList<>();
    private String wrong = "none";

    private static Target target(Op op, int... shape) {
        return new Target(
                "t",
                "op",
                op,
                List.of(TensorType.f32(shape), TensorType.f32(16, 16, 3, 3)),
                Map.of(1, Tensor.zeros(TensorType.f32(1))));
    }

    private static Target convolution(int size) {
        return target(new Convolution(Window.of(THREE, THREE), 1, Epilogue.NONE), 1, 16, size, size);
    }

    private TrialResult trial(TrialRequest request, long nanoseconds) {
        requests.add(request);
        String name = request.algorithm() + " " + request.macros();
        boolean right = !name.startsWith(wrong);
        boolean slow = right && request.worth() > 0 && nanoseconds > request.worth();
        return new TrialResult(
                Instant.EPOCH,
                new Subject("t", "opencl:0", "device", "driver", 1, 1, new Roof(1, 1)),
                new Version("kernels/" + request.algorithm() + ".cl", "", name, "", List.of(), List.of()),
                slow ? Verdict.SLOW : right ? Verdict.RIGHT : Verdict.WRONG,
                right ? "" : "whole numbers: first at [0], expected 1, got 2",
                new Times(nanoseconds, nanoseconds, nanoseconds, 7));
    }

    private TuningResult tune(ToLongFunction<TrialRequest> times, Duration limit) {
        try (Backend backend = OpenCl.openAs(Device.Kind.CPU)) {
            Tuner tuner = new Tuner(
                    (OpenClCompiler) backend,
                    backend.device(),
                    request -> trial(request, times.applyAsLong(request)),
                    (algorithm, number, all, result) -> assertThat(number).isBetween(1, all));
            return tuner.tune(TuningTask.of(List.of(convolution(20))).get(0), limit);
        }
    }

    /** Winograd 1000 ns, others 1100, Padded with one combination 500. */
    private static long oneIsFast(TrialRequest request) {
        if (request.algorithm().equals(PADDED)
                && request.macros().equals(Macros.parse("LANES=8 TILE_C=16 VECTORS=2"))) {
            return 500;
        }
        return request.algorithm().equals(WINOGRAD) ? 1000 : 1100;
    }

    @Test
    void theFastestIsStoredWithWhatItIsFor() {
        TuningResult result = tune(TunerTest::oneIsFast, LONG);
        assertThat(result.gain()).isEqualTo(2);
        assertThat(result.rejected()).isEmpty();
        TuningEntry entry = result.entries().get(0);
        assertThat(result.entries()).hasSize(1); // it is exact, too
        assertThat(entry.algorithm()).isEqualTo(PADDED);
        assertThat(entry.macros()).isEqualTo(Map.of("LANES", 8L, "TILE_C", 16L, "VECTORS", 2L));
        assertThat(entry.key()).startsWith("convolution 1x16x32x32 to 1x16x32x32, window 3x3");
        assertThat(entry.source()).matches("[0-9a-f]{64}");
        assertThat(List.of(entry.before(), entry.after(), entry.errorFactor())).containsExactly(1000L, 500L, 1L);
    }

    @Test
    void combinationsKeepToWhatTheHeadAllows() {
        tune(TunerTest::oneIsFast, LONG);
        assertThat(requests)
                .filteredOn(request -> request.algorithm().equals(PADDED)
                        && !request.macros().values().isEmpty())
                .isNotEmpty()
                .allSatisfy(request -> {
                    Map<String, Long> macros = request.macros().values();
                    long tile = macros.get("LANES") * macros.get("VECTORS") * macros.get("TILE_C");
                    assertThat(tile).isBetween(128L, 512L);
                });
        assertThat(requests)
                .filteredOn(request -> request.algorithm().equals("convolution/direct"))
                .allSatisfy(request -> assertThat(request.macros().values().getOrDefault("LOCAL_W", 1L))
                        .isEqualTo(1));
    }

    @Test
    void aWrongCandidateIsRejectedHoweverFast() {
        wrong = PADDED + " LANES=8 TILE_C=16 VECTORS=2";
        TuningResult result = tune(TunerTest::oneIsFast, LONG);
        assertThat(result.gain()).isEqualTo(1);
        assertThat(result.entries().get(0).algorithm()).isEqualTo(WINOGRAD);
        assertThat(result.rejected()).containsExactly(wrong + " wrong: whole numbers: first at [0], expected 1, got 2");
    }

    @Test
    void whereTheUsualKernelIsWrongOthersAreTaken() {
        wrong = WINOGRAD;
        TuningResult result = tune(TunerTest::oneIsFast, LONG);
        assertThat(result.entries().get(0).algorithm()).isEqualTo(PADDED);
        assertThat(result.rejected()).allSatisfy(line -> assertThat(line).startsWith(WINOGRAD));
    }

    @Test
    void nothingIsTakenWhereNothingIsRight() {
        wrong = "";
        TuningResult result = tune(TunerTest::oneIsFast, LONG);
        assertThat(result.best()).isEmpty();
        assertThat(result.entries()).isEmpty();
    }

    @Test
    void aGainThatMayBeNoiseIsNone() {
        TuningResult result = tune(request -> request.macros().values().isEmpty() ? 1000 : 990, LONG);
        assertThat(result.gain()).isEqualTo(1);
        assertThat(result.entries())
                .extracting(TuningEntry::macros)
                .allSatisfy(macros -> assertThat(macros).isEmpty());
    }

    /** Strict sessions must not fall back to the untuned choice only because something rough is faster. */
    @Test
    void theBestExactOneIsStoredBesideARoughOne() {
        TuningResult result = tune(request -> request.algorithm().equals(WINOGRAD) ? 300 : oneIsFast(request), LONG);
        assertThat(result.entries()).extracting(TuningEntry::algorithm).containsExactly(WINOGRAD, PADDED);
        assertThat(result.entries().get(0).errorFactor()).isGreaterThan(1);
        assertThat(result.entries().get(1).before()).isEqualTo(1100);
        assertThat(result.entries().get(1).after()).isEqualTo(500);
    }

    @Test
    void whatIsFarBehindIsNotSwept() {
        tune(request -> request.algorithm().equals(PADDED) ? 5000 : 1000, LONG);
        assertThat(requests)
                .filteredOn(request -> request.algorithm().equals(PADDED))
                .allSatisfy(request -> assertThat(request.macros()).isEqualTo(Macros.NONE));
    }

    @Test
    void noTrialIsBegunWhenTimeIsUp() {
        TuningResult result = tune(TunerTest::oneIsFast, Duration.ofNanos(1));
        assertThat(result.left()).isPositive();
        assertThat(result.entries()).isNotEmpty();
        assertThat(requests.size()).isLessThan(15);
    }

    @Test
    void stepsThatShareAKeyAreOneTask() {
        Target relu = new Target("t", "op", new Unary(Activation.relu()), List.of(TensorType.f32(4)), Map.of());
        List<TuningTask> tasks = TuningTask.of(List.of(relu, convolution(20), convolution(40), convolution(31)));
        assertThat(tasks).extracting(TuningTask::number).containsExactly(1, 2);
        assertThat(tasks.get(0).targets()).hasSize(2);
    }

    @Test
    void requestsAreReadAsTheyAreWritten() {
        TrialRequest request = new TrialRequest(3, PADDED, 70, Macros.parse("LANES=8 TILE_C=16"));
        assertThat(TrialRequest.parse(request.toString())).isEqualTo(request);
        assertThat(TrialRequest.parse(TrialRequest.of(Macros.NONE).toString())).isEqualTo(TrialRequest.of(Macros.NONE));
        assertThat(TrialRequest.isOne(request.toString())).isTrue();
    }
}
