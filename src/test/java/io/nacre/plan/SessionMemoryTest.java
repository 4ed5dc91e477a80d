package io.nacre.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.Backends;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.CheckedBackend;
import io.nacre.error.BackendException;
import io.nacre.error.NacreException;
import io.nacre.graph.Value;
import io.nacre.model.Model;
import io.nacre.model.Port;
import io.nacre.op.Activation;
import io.nacre.op.Binary;
import io.nacre.op.Unary;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionMemoryTest {
    private final CheckedBackend backend = new CheckedBackend(
            Backends.open("cpu-scalar", BackendOptions.defaults().withThreads(1)));

    /** Adds a weight of one number, and a constant as large as the input that no other size shares. */
    private static final Tensor ONE = Tensor.of(new float[] {1}, 1);

    private static final Model SUM = new Model(
            "sum",
            List.of(new Port("x", DataType.F32, List.of(Port.Extent.free("")), false)),
            List.of("y"),
            1,
            (builder, inputs) -> {
                int size = inputs.get(0).type().shape().extent(0);
                Value own = builder.constant("own", Tensor.of(new float[size], size));
                Value y = builder.add("first", new Binary(Binary.Function.ADD), inputs.get(0), own);
                y = builder.add("second", new Binary(Binary.Function.ADD), y, builder.weight("one", ONE));
                return List.of(builder.add("third", new Unary(Activation.relu()), y));
            });

    /** A slot, or the buffer of a constant, of so many elements; sizes here fill their last 128 bytes. */
    private static final int TAIL = (int) MemoryPlanner.TAIL;

    @AfterEach
    void nothingIsLeftOpen() {
        backend.close(); // throws if anything is
    }

    private static long constants(int size) {
        return 4L * (size + TAIL + 1 + TAIL);
    }

    private static long arena(int size) {
        return 2 * 4L * (size + TAIL); // two tensors live at a time
    }

    @Test
    void everyBufferIsCounted() {
        try (Session session = Session.open(SUM, backend)) {
            assertThat(session.memory())
                    .isEqualTo(new MemoryUse(0, 0, 0, backend.device().memory() / 2));
            Plan plan = session.plan(List.of(ones(112)));
            assertThat(plan.constantBytes()).isEqualTo(constants(112));
            assertThat(plan.arenaBytes()).isEqualTo(arena(112));
            assertThat(session.run(ones(112)).toFloats()).containsOnly(2);
            assertThat(session.memory().constants()).isEqualTo(constants(112));
            assertThat(session.memory().arenas()).isEqualTo(arena(112));
            session.run(ones(48));
            assertThat(session.memory().held()).isEqualTo(constants(112) + 4 * (48 + TAIL) + arena(112));
            assertThat(session.memory().peak()).isEqualTo(session.memory().held());
        }
    }

    @Test
    void closingGivesEverythingBack() {
        Session session = Session.open(SUM, backend);
        session.run(ones(112));
        session.close();
        assertThat(session.memory().held()).isZero();
        assertThat(session.memory().peak()).isEqualTo(constants(112) + arena(112));
    }

    @Test
    void plansThatWereNotUsedForLongestMakeRoom() {
        long budget = constants(112) + arena(112) + 4 * (48 + TAIL);
        try (Session session =
                Session.open(SUM, backend, SessionOptions.defaults().withMemoryBudget(budget))) {
            Plan large = session.plan(List.of(ones(112)));
            session.run(ones(112));
            Plan small = session.plan(List.of(ones(48)));
            assertThat(session.plan(List.of(ones(112)))).as("room for both").isSameAs(large);
            session.run(ones(16));
            assertThat(session.plan(List.of(ones(112))))
                    .as("the arena went first")
                    .isSameAs(large);
            session.run(ones(112));
            assertThat(session.plan(List.of(ones(48))))
                    .as("then the oldest plan")
                    .isNotSameAs(small);
            assertThat(session.memory().peak()).isLessThanOrEqualTo(budget);
        }
    }

    @Test
    void whatDoesNotFitAloneIsRefused() {
        long budget = constants(112) + arena(112);
        try (Session session =
                Session.open(SUM, backend, SessionOptions.defaults().withMemoryBudget(budget))) {
            session.run(ones(112));
            assertThatThrownBy(() -> session.run(ones(144)))
                    .isExactlyInstanceOf(BackendException.class)
                    .hasMessage("model 'sum' on " + backend.name() + ": a run needs at least "
                            + (constants(144) + arena(144)) + " bytes of device memory, the session's budget is "
                            + budget
                            + " (SessionOptions.withMemoryBudget sets another)");
            assertThat(session.run(ones(112)).toFloats()).containsOnly(2);
            assertThatThrownBy(() -> session.run(ones(1 << 20)))
                    .as("the constant alone is too large")
                    .isExactlyInstanceOf(BackendException.class)
                    .hasMessageContaining("the session's budget is " + budget);
            assertThat(session.run(ones(112)).toFloats()).containsOnly(2);
        }
    }

    @Test
    void anArenaThatIsFarTooLargeIsGivenBack() {
        try (Session session = Session.open(SUM, backend)) {
            session.run(ones(4080));
            for (int run = 0; run < 2 * Lane.WINDOW; run++) {
                assertThat(session.run(ones(112)).toFloats()).containsOnly(2);
            }
            assertThat(session.memory().arenas()).isEqualTo(arena(112));
            assertThat(session.run(ones(4080)).toFloats()).containsOnly(2);
        }
    }

    @Test
    void anArenaThatIsNeededNowAndThenStays() {
        try (Session session = Session.open(SUM, backend)) {
            for (int run = 0; run < 4 * Lane.WINDOW; run++) {
                session.run(ones(run % (Lane.WINDOW / 2) == 0 ? 4080 : 112));
            }
            assertThat(session.memory().arenas()).isEqualTo(arena(4080));
        }
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(() -> SessionOptions.defaults().withMemoryBudget(0))
                .isInstanceOf(NacreException.class)
                .hasMessage("SessionOptions: a memory budget of 0 bytes, at least 1 is needed");
        assertThatThrownBy(() -> SessionOptions.defaults().withPlans(0))
                .isInstanceOf(NacreException.class)
                .hasMessage("SessionOptions: 0 plans, at least 1 is needed");
        assertThat(new MemoryUse(3 << 20, 1 << 19, 4 << 20, 1 << 30))
                .hasToString("3.5 MiB held (constants 3.0, arenas 0.5), peak 4.0, budget 1024.0");
    }

    private static Tensor ones(int size) {
        float[] values = new float[size];
        java.util.Arrays.fill(values, 1);
        return Tensor.of(values, size);
    }
}
