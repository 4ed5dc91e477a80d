package io.nacre.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.Backends;
import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.CheckedBackend;
import io.nacre.error.NacreException;
import io.nacre.error.ShapeException;
import io.nacre.graph.Value;
import io.nacre.model.Model;
import io.nacre.model.Port;
import io.nacre.op.Activation;
import io.nacre.op.Axis;
import io.nacre.op.Binary;
import io.nacre.op.Convolution;
import io.nacre.op.Epilogue;
import io.nacre.op.Unary;
import io.nacre.op.Window;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionTest {
    private final CheckedBackend backend = new CheckedBackend(cpu());

    @AfterEach
    void nothingIsLeftOpen() {
        backend.close(); // throws if anything is
    }

    /** A 1-d box filter of width 3, doubled by a fused factor, then a ReLU. */
    private static final Tensor BOX = Tensor.of(new float[] {1, 1, 1}, 1, 1, 3);

    private static final Model BLUR = new Model(
            "blur",
            List.of(new Port("x", DataType.F32, extents(-1, 1, -1), false)),
            List.of("y"),
            3,
            (builder, inputs) -> {
                Window window = Window.of(new Axis(3, 1, 1, 1, 1));
                Value y = builder.add(
                        "blur", new Convolution(window, 1, Epilogue.NONE), inputs.get(0), builder.weight("box", BOX));
                y = builder.add("double", new Binary(Binary.Function.MUL), y, builder.scalar(2));
                return List.of(builder.add("relu", new Unary(Activation.relu()), y));
            });

    @Test
    void runsAModelOnInputsOfAnySize() {
        try (Session session = Session.open(BLUR, backend)) {
            assertThat(session.run(Tensor.of(new float[] {1, 2, 3}, 1, 1, 3)).toFloats())
                    .containsExactly(6, 12, 10);
            assertThat(session.run(Tensor.of(new float[] {1, -9, 2, 4}, 2, 1, 2))
                            .toFloats())
                    .containsExactly(0, 0, 12, 12);
            assertThat(session.run(Tensor.of(new float[0], 0, 1, 5)).shape()).isEqualTo(Shape.of(0, 1, 5));
        }
    }

    @Test
    void runsIntoTheCallersTensors() {
        Tensor result = Tensor.of(new float[3], 1, 1, 3);
        Tensor wrong = Tensor.of(new float[4], 1, 1, 4);
        List<Tensor> inputs = List.of(Tensor.of(new float[] {1, 2, 3}, 1, 1, 3));
        try (Session session = Session.open(BLUR, backend)) {
            session.run(inputs, List.of(result));
            assertThat(result.toFloats()).containsExactly(6, 12, 10);
            assertThatThrownBy(() -> session.run(inputs, List.of(wrong)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("model 'blur': outputs are [f32 1×1×3], but tensors for [f32 1×1×4] were given");
        }
    }

    @Test
    void weightsAreUploadedOnceForAllSizes() {
        try (Session session = Session.open(BLUR, backend)) {
            session.run(ramp(10));
            List<String> before = backend.open();
            session.run(ramp(9));
            List<String> after = backend.open();
            assertThat(after.stream()
                            .filter(handle -> handle.contains("buffer"))
                            .count())
                    .isEqualTo(before.stream()
                            .filter(handle -> handle.contains("buffer"))
                            .count());
        }
    }

    @Test
    void dropsThePlanThatWasNotUsedForLongest() {
        SessionOptions two = SessionOptions.defaults().withPlans(2);
        try (Session session = Session.open(BLUR, backend, two)) {
            Plan first = session.plan(List.of(ramp(3)));
            session.run(ramp(4));
            assertThat(session.plan(List.of(ramp(3)))).isSameAs(first);
            session.run(ramp(5));
            assertThat(session.plan(List.of(ramp(3)))).as("4 was the oldest").isSameAs(first);
            assertThat(session.run(ramp(4)).toFloats()).containsExactly(2, 6, 12, 10);
        }
    }

    @Test
    void manyThreadsWithManySizesGetTheirOwnAnswers() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try (Session session =
                Session.open(BLUR, backend, SessionOptions.defaults().withPlans(3))) {
            List<Future<?>> calls = new ArrayList<>();
            for (int call = 0; call < 200; call++) {
                int size = 1 + call % 11;
                calls.add(callers.submit(() -> {
                    float[] got = session.run(ramp(size)).toFloats();
                    for (int i = 0; i < size; i++) {
                        int expected = 2 * (Math.max(i - 1, 0) + i + (i + 1 < size ? i + 1 : 0));
                        assertThat(got[i]).isEqualTo(expected);
                    }
                }));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void closingWaitsForRunsAndLaterRunsAreRefused() throws Exception {
        Session session = Session.open(BLUR, backend);
        ExecutorService callers = Executors.newFixedThreadPool(4);
        List<Future<Integer>> calls = new ArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
            calls.add(callers.submit(() -> runUntilClosed(session)));
        }
        Thread.sleep(100);
        session.close();
        session.close();
        for (Future<Integer> call : calls) {
            assertThat(call.get())
                    .as("right answers before the session was closed")
                    .isPositive();
        }
        callers.shutdownNow();
        assertThatThrownBy(() -> session.run(ramp(3)))
                .isInstanceOf(NacreException.class)
                .hasMessage("model 'blur': the session is closed");
    }

    private static int runUntilClosed(Session session) {
        for (int runs = 0; ; runs++) {
            try {
                assertThat(session.run(ramp(3)).toFloats()).containsExactly(2, 6, 6);
            } catch (NacreException e) {
                assertThat(e).hasMessage("model 'blur': the session is closed");
                return runs;
            }
        }
    }

    @Test
    void valuesFromWhichShapesFollowArePartOfThePlan() {
        Model reshape = new Model(
                "reshape",
                List.of(new Port("x", DataType.F32, null, false), new Port("shape", DataType.I64, extents(2), true)),
                List.of("y"),
                0,
                (builder, inputs) -> {
                    long[] to = java.util.Objects.requireNonNull(inputs.get(1).constant())
                            .toLongs();
                    return List.of(builder.reshape(inputs.get(0), Shape.of((int) to[0], (int) to[1])));
                });
        try (Session session = Session.open(reshape, backend)) {
            for (long[] to : new long[][] {{2, 3}, {3, 2}}) {
                Map<String, Tensor> outputs = session.run(Map.of("x", ramp(6), "shape", Tensor.of(to, 2)));
                assertThat(outputs.get("y").shape()).isEqualTo(Shape.of((int) to[0], (int) to[1]));
                assertThat(outputs.get("y").toFloats()).containsExactly(0, 1, 2, 3, 4, 5);
            }
        }
    }

    @Test
    void outputsMayBeInputsConstantsAndRepeated() {
        Model odd = new Model(
                "odd",
                List.of(new Port("x", DataType.F32, null, false), new Port("unused", DataType.I64, null, false)),
                List.of("x", "c", "y", "y again"),
                0,
                (builder, inputs) -> {
                    Value y = builder.add("neg", new Unary(Activation.of(Activation.Function.NEG)), inputs.get(0));
                    return List.of(inputs.get(0), builder.constant("c", Tensor.of(new long[] {7}, 1)), y, y);
                });
        try (Session session = Session.open(odd, backend)) {
            List<Tensor> results = session.run(List.of(ramp(3), Tensor.of(new long[] {5}, 1)));
            assertThat(results.get(0).toFloats()).containsExactly(0, 1, 2);
            assertThat(results.get(1).toLongs()).containsExactly(7);
            assertThat(results.get(2).toFloats()).containsExactly(-0f, -1, -2);
            assertThat(results.get(3).toFloats()).containsExactly(-0f, -1, -2);
        }
    }

    @Test
    void wrongInputsAreNamed() {
        try (Session session = Session.open(BLUR, backend)) {
            assertThatThrownBy(() -> session.run(Tensor.of(new float[4], 1, 2, 2)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("model 'blur': input 'x': is f32 1×2×2, the model expects f32 ?×1×?");
            assertThatThrownBy(() -> session.run(Map.of("z", ramp(3))))
                    .hasMessage("model 'blur': was given inputs [z], expected [x]");
            assertThatThrownBy(() -> session.run(List.of()))
                    .hasMessageStartingWith("model 'blur': was given 0 inputs, expected 1");
        }
    }

    @Test
    void aPlanDescribesItsSteps() {
        try (Session session = Session.open(BLUR, backend)) {
            Plan plan = session.plan(List.of(ramp(64)));
            assertThat(plan.steps()).hasSize(1);
            assertThat(plan.describe())
                    .contains("blur", "Convolution + relu", "f32 1×1×64")
                    .contains("1 steps on " + backend.name());
            assertThat(plan.flops()).isEqualTo(2 * 3 * 64);
            List<StepTime> times = session.profile(List.of(ramp(64))).steps();
            assertThat(times).hasSize(1);
            assertThat(times.get(0).nanoseconds()).isPositive();
        }
    }

    /** 0, 1, 2, …, one sample of one channel. */
    private static Tensor ramp(int size) {
        float[] values = new float[size];
        IntStream.range(0, size).forEach(i -> values[i] = i);
        return Tensor.of(values, 1, 1, size);
    }

    private static List<Port.Extent> extents(int... sizes) {
        return IntStream.of(sizes)
                .mapToObj(size -> size < 0 ? Port.Extent.free("") : Port.Extent.fixed(size))
                .toList();
    }

    private static Backend cpu() {
        return Backends.open("cpu-scalar", BackendOptions.defaults().withThreads(2));
    }
}
