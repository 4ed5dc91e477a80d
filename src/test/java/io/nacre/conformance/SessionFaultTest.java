package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.Candidate;
import io.nacre.conformance.FaultyBackend.Call;
import io.nacre.error.BackendException;
import io.nacre.graph.Folding;
import io.nacre.graph.Graph;
import io.nacre.model.Model;
import io.nacre.model.onnx.OnnxModel;
import io.nacre.plan.Session;
import io.nacre.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The n-th allocation fails, or the n-th call of any kind, for each n, from the first call of a session to the last one of
 * its first run: one clear error says where, the same session then runs as if nothing had been, and when it is closed
 * nothing is left open.
 */
class SessionFaultTest {
    /** Each n, or each so manieth: {@code -Dnacre.faults.stride=1} leaves none out of the real network. */
    private static final int STRIDE = Integer.getInteger("nacre.faults.stride", 23);

    private static final Pattern PLACE = Pattern.compile("model '[^']+' on [a-z0-9:-]+: "
            + "(step '[^']+' \\(.+?\\)(: weights \\(input \\d+\\))?|memory of its steps|queue of its steps"
            + "|input '[^']+'|output \\d+, or a step before it|while its \\d+ steps were run): "
            + "planted fault: [A-Z]+ fails");

    @TempDir
    private Path folder;

    /** A network, what it is given, and the check of what it answers. */
    private record Network(Model model, Tensor input, Consumer<List<Tensor>> check) {}

    @TestFactory
    Stream<DynamicTest> eachAllocationOfSmallNetworks() {
        return onEachBackend(backend -> Stream.of(1L, 2L, 3L)
                .map(SessionFaultTest::drawnByLot)
                .forEach(network -> failEach(backend, network, EnumSet.of(Call.ALLOCATE), 1)));
    }

    @TestFactory
    Stream<DynamicTest> eachCallOfSmallNetworks() {
        return onEachBackend(backend -> Stream.of(1L, 2L, 3L)
                .map(SessionFaultTest::drawnByLot)
                .forEach(network -> failEach(backend, network, EnumSet.allOf(Call.class), 1)));
    }

    @TestFactory
    Stream<DynamicTest> allocationsOfARealNetwork() {
        return onEachBackend(backend -> failEach(backend, classifier(), EnumSet.of(Call.ALLOCATE), STRIDE));
    }

    @TestFactory
    Stream<DynamicTest> callsOfARealNetwork() {
        return onEachBackend(backend -> failEach(backend, classifier(), EnumSet.allOf(Call.class), 7 * STRIDE));
    }

    private static Stream<DynamicTest> onEachBackend(Consumer<Backend> test) {
        return Stream.of("cpu", "opencl")
                .flatMap(kind -> TestBackends.candidates(kind).stream())
                .filter(Candidate.Available.class::isInstance)
                .map(Candidate.Available.class::cast)
                .map(candidate -> DynamicTest.dynamicTest(candidate.name(), () -> {
                    try (Backend backend = candidate.opener().open(BackendOptions.defaults())) {
                        test.accept(backend);
                    }
                }));
    }

    private static void failEach(Backend backend, Network network, Set<Call> calls, int stride) {
        int n = 1;
        int faults = 0;
        for (boolean reached = true; reached; n += stride) {
            FaultyBackend faulty = new FaultyBackend(backend);
            Session session = Session.open(network.model, faulty);
            try {
                faulty.failAt(calls, n);
                Throwable thrown = catchThrowable(() -> session.run(List.of(network.input)));
                Call failed = faulty.stop();
                reached = failed != null;
                if (failed == null) {
                    assertThat(thrown).isNull();
                } else {
                    faults++;
                    assertThat(thrown)
                            .as("%s, n = %s", failed, n)
                            .isInstanceOf(BackendException.class)
                            .hasNoSuppressedExceptions()
                            .hasRootCauseMessage(FaultyBackend.message(failed));
                    assertThat(thrown.getMessage()).matches(PLACE);
                }
                network.check.accept(session.run(List.of(network.input)));
            } finally {
                session.close();
            }
            assertThat(faulty.open()).as("handles left, n = %s", n).isZero();
        }
        assertThat(faults).isGreaterThan(2);
    }

    /** Small integers, so that every backend answers exactly what the oracle does. */
    private static Network drawnByLot(long seed) {
        Model model = RandomGraph.model(seed, 2);
        Tensor input = new Data(5).integers(1, 3, 5, 7);
        Graph graph = model.lower(List.of(new Model.Input(input.type(), null)), new Folding());
        List<Expected> expected = RandomGraph.evaluate(graph, input);
        return new Network(model, input, results -> {
            for (int i = 0; i < results.size(); i++) {
                assertThat(expected.get(i).differences(results.get(i))).isEmpty();
            }
        });
    }

    /** PP-OCR's classifier of text directions, a MobileNetV3, on a small picture. */
    private Network classifier() {
        Path file = folder.resolve(UUID.randomUUID() + ".onnx");
        try (InputStream resource = getClass().getResourceAsStream("/models/ch_ppocr_mobile_v2.0_cls_infer.onnx")) {
            Files.copy(resource, file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Model model = OnnxModel.load(file);
        Tensor input = new Data(7).floats(1, 3, 48, 64);
        List<float[]> expected = new ArrayList<>();
        try (Session session = Session.open(model, new OracleBackend(OracleBackend.Fault.NONE))) {
            session.run(List.of(input)).forEach(tensor -> expected.add(tensor.toFloats()));
        }
        return new Network(model, input, results -> {
            for (int i = 0; i < results.size(); i++) {
                float[] found = results.get(i).toFloats();
                assertThat(found).hasSameSizeAs(expected.get(i));
                for (int k = 0; k < found.length; k++) {
                    float value = expected.get(i)[k];
                    assertThat(Math.abs(found[k] - value)).isLessThan(1e-4f + 1e-3f * Math.abs(value));
                }
            }
        });
    }
}
