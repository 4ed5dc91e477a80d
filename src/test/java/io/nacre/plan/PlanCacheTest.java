package io.nacre.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.Backends;
import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.Buffer;
import io.nacre.backend.Constants;
import io.nacre.backend.Device;
import io.nacre.backend.Kernel;
import io.nacre.backend.Queue;
import io.nacre.backend.Roof;
import io.nacre.error.ShapeException;
import io.nacre.model.Model;
import io.nacre.model.Port;
import io.nacre.op.Activation;
import io.nacre.op.Op;
import io.nacre.op.Unary;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PlanCacheTest {
    private static final Model NEGATION = new Model(
            "negation",
            List.of(new Port("x", DataType.F32, List.of(Port.Extent.free("")), false)),
            List.of("y"),
            0,
            (builder, inputs) ->
                    List.of(builder.add("neg", new Unary(Activation.of(Activation.Function.NEG)), inputs.get(0))));

    private final Backend cpu =
            Backends.open("cpu-scalar", BackendOptions.defaults().withThreads(2));

    @AfterEach
    void close() {
        cpu.close();
    }

    @Test
    @Timeout(60)
    void aSlowPlanHoldsNobodyUp() throws Exception {
        SlowBackend slow = new SlowBackend(cpu, 7);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (Session session = Session.open(NEGATION, slow)) {
            session.run(vector(3));
            Future<Tensor> waiting = caller.submit(() -> session.run(vector(7)));
            slow.begun.await();
            assertThat(session.run(vector(3)).toFloats()).as("a known plan").containsExactly(-0f, -1, -2);
            assertThat(session.run(vector(2)).toFloats()).as("a new plan").containsExactly(-0f, -1);
            assertThat(waiting.isDone()).isFalse();
            slow.mayEnd.countDown();
            assertThat(waiting.get(30, TimeUnit.SECONDS).toFloats()).hasSize(7);
        } finally {
            slow.mayEnd.countDown();
            caller.shutdown();
        }
    }

    @Test
    void inputsThatCannotBePlannedPushNothingOut() {
        try (Session session =
                Session.open(NEGATION, cpu, SessionOptions.defaults().withPlans(1))) {
            Plan plan = session.plan(List.of(vector(3)));
            for (int columns = 1; columns < 5; columns++) {
                Tensor matrix = Tensor.of(new float[columns], 1, columns);
                assertThatThrownBy(() -> session.run(matrix)).isInstanceOf(ShapeException.class);
            }
            assertThat(session.plan(List.of(vector(3)))).isSameAs(plan);
        }
    }

    @Test
    void keysTellValuesFromWhichShapesFollowApart() {
        Model model = new Model(
                "shaping",
                List.of(
                        new Port("f", DataType.F32, null, true),
                        new Port("i", DataType.I64, null, true),
                        new Port("x", DataType.F32, null, false)),
                List.of("y"),
                0,
                (builder, inputs) -> inputs);
        List<Tensor> inputs =
                List.of(Tensor.of(new float[] {0f, Float.NaN}, 2), Tensor.of(new long[] {1L << 40}, 1), vector(2));
        PlanKey key = PlanKey.of(model, inputs);
        assertThat(key.matches(inputs)).isTrue();
        assertThat(key.inputs().get(2).elements()).isNull();
        List<Tensor> others =
                List.of(Tensor.of(new float[] {0f, Float.NaN}, 2), Tensor.of(new long[] {1L << 40}, 1), vector(2));
        assertThat(key.matches(others)).isTrue();
        assertThat(PlanKey.hash(model, others)).isEqualTo(PlanKey.hash(model, inputs));
        assertThat(key.matches(List.of(Tensor.of(new float[] {-0f, Float.NaN}, 2), inputs.get(1), inputs.get(2))))
                .isFalse();
        assertThat(key.matches(List.of(inputs.get(0), Tensor.of(new long[] {0}, 1), inputs.get(2))))
                .isFalse();
        assertThat(key.matches(List.of(inputs.get(0), inputs.get(1), vector(3))))
                .isFalse();
        ((java.nio.LongBuffer) inputs.get(1).memory()).put(0, 5);
        assertThat(key.matches(others)).as("the key keeps a copy").isTrue();
    }

    private static Tensor vector(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = i;
        }
        return Tensor.of(values, size);
    }

    /** A backend that stops while it prepares an operation on a vector of a given size. */
    private static final class SlowBackend implements Backend {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch mayEnd = new CountDownLatch(1);
        private final Backend inner;
        private final int size;

        SlowBackend(Backend inner, int size) {
            this.inner = inner;
            this.size = size;
        }

        @Override
        public Roof roof() {
            return inner.roof();
        }

        @Override
        public Kernel prepare(Op op, List<TensorType> inputs, Constants constants, Accuracy accuracy) {
            if (inputs.get(0).shape().extent(0) == size) {
                begun.countDown();
                try {
                    mayEnd.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return inner.prepare(op, inputs, constants, accuracy);
        }

        @Override
        public String name() {
            return inner.name();
        }

        @Override
        public Device device() {
            return inner.device();
        }

        @Override
        public int concurrency() {
            return inner.concurrency();
        }

        @Override
        public Buffer allocate(DataType type, long elements) {
            return inner.allocate(type, elements);
        }

        @Override
        public Queue newQueue(Queue.Mode mode) {
            return inner.newQueue(mode);
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
