package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.error.NacreException;
import io.nacre.model.Model;
import io.nacre.model.StateDict;
import io.nacre.nn.FractionalMaxPoolNd;
import io.nacre.nn.Layer;
import io.nacre.nn.MaxUnpoolNd;
import io.nacre.nn.RecordedCall;
import io.nacre.plan.Session;
import io.nacre.plan.SessionOptions;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Layers with random parameters, legal and illegal: on every backend PyTorch's sizes, PyTorch's errors, and the values that
 * double arithmetic has. A seed draws the calls and their inputs; {@code -Dnacre.seed=N -Dnacre.calls.drawn=M} draws others.
 */
@ExtendWith(OnEveryBackend.class)
class DifferentialTest {
    private static final long SEED = Long.getLong("nacre.seed", 1);
    private static final int DRAWN = Integer.getInteger("nacre.calls.drawn", 150);

    @TestFactory
    Stream<DynamicTest> backendsAgree() throws IOException {
        List<RecordedCall> calls =
                new ArrayList<>(Files.readAllLines(GoldenCase.folder().resolve("calls.tsv")).stream()
                        .skip(1)
                        .map(RecordedCall::parse)
                        .toList());
        Collections.shuffle(calls, new Random(SEED));
        List<RecordedCall> drawn = calls.subList(0, Math.min(DRAWN, calls.size()));
        return OnEveryBackend.each(drawn, call -> call.name() + " · seed " + SEED, (backend, call) -> {
            if (call.isLegal()) {
                check(backend, call);
            } else {
                assertThatThrownBy(() -> run(backend, call))
                        .isInstanceOf(NacreException.class)
                        .hasMessageContaining(call.answer());
            }
            assertThat(backend.open()).isEmpty();
        });
    }

    private static void check(Backend backend, RecordedCall call) {
        List<Tensor> results = run(backend, call);
        List<Tensor> expected = run(new OracleBackend(OracleBackend.Fault.NONE), call);
        assertThat(results.get(0).shape()).isEqualTo(call.shape());
        GoldenCase.compare(results.get(0), expected.get(0));
        for (int i = 1; i < expected.size(); i++) {
            assertThat(results.get(i).type()).isEqualTo(expected.get(i).type());
            assertThat(results.get(i).toLongs()).isEqualTo(expected.get(i).toLongs());
        }
    }

    private static List<Tensor> run(Backend backend, RecordedCall call) {
        Layer layer = call.made();
        SessionOptions strict = SessionOptions.defaults().withAccuracy(Accuracy.STRICT);
        try (Session session = Session.open(Model.of(layer, StateDict.initial(layer, SEED)), backend, strict)) {
            return session.run(inputs(layer, call));
        }
    }

    /** Small integers with their ties, or numbers of unit size; for an unpool positions in the result's planes. */
    private static List<Tensor> inputs(Layer layer, RecordedCall call) {
        Data data = new Data(SEED + call.name().hashCode());
        boolean integers = data.random().nextBoolean();
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < call.inputs().size(); i++) {
            int[] extents = call.inputs().get(i).toArray();
            inputs.add(
                    layer.inputs().get(i).type() == DataType.I64
                            ? positions(data.random(), call, (MaxUnpoolNd<?>) layer)
                            : integers ? data.integers(extents) : data.floats(extents));
        }
        if (layer instanceof FractionalMaxPoolNd pool) {
            inputs.add(
                    RecordedCall.samples(call.inputs().get(0), pool.arguments().axes()));
        }
        return inputs;
    }

    private static Tensor positions(Random random, RecordedCall call, MaxUnpoolNd<?> layer) {
        Shape shape = call.inputs().get(1);
        long plane = 1;
        if (call.isLegal()) {
            int axes = layer.arguments().window().axes();
            plane = call.shape()
                    .elements(call.shape().rank() - axes, call.shape().rank());
        }
        long[] positions = random.longs(shape.elements(), 0, Math.max(plane, 1)).toArray();
        return Tensor.of(positions, shape.toArray());
    }
}
