package io.nacre.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.Backends;
import io.nacre.backend.Backend;
import io.nacre.backend.Roof;
import io.nacre.model.Model;
import io.nacre.model.StateDict;
import io.nacre.nn.Linear;
import io.nacre.nn.ReLU;
import io.nacre.nn.Sequential;
import io.nacre.nn.Softmax;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tables say of a plan's steps: two steps, of 12000 FLOPs and 14488 bytes, and of 80 and 160. */
class ProfileTest {
    private static final Sequential LAYERS = Sequential.of(new Linear(300, 2), new ReLU(), new Softmax(1));
    private static final Tensor INPUT = Tensor.zeros(TensorType.f32(10, 300));
    private static final Timeline NO_TIMELINE = new Timeline(new Timeline.Span("plan", "", 0, 0, 0), List.of());
    private static final Roof ROOF = new Roof(1e9, 1e9);

    private Backend backend;
    private Session session;

    @BeforeEach
    void open() {
        backend = Backends.open("cpu-scalar");
        session = Session.open(Model.of(LAYERS, StateDict.initial(LAYERS, 1)), backend);
    }

    @AfterEach
    void close() {
        session.close();
        backend.close();
    }

    private static String row(String table, int row) {
        return table.lines().toList().get(row).replaceAll(" {2,}", "|").strip();
    }

    @Test
    void aPlanTellsTypesBytesAndFlops() {
        Plan plan = session.plan(List.of(INPUT));
        String table = plan.describe();
        assertThat(row(table, 0)).isEqualTo("#|step|operation|algorithm|input|output|at|KiB|MFLOP|why this algorithm");
        long bytes = 4 * (10 * 300 + 300 * 2 + 2 + 10 * 2);
        assertThat(plan.steps().get(0).bytes()).isEqualTo(bytes);
        assertThat(row(table, 1))
                .startsWith("0|0|MatMul + bias + relu|")
                .contains("|f32 10×300|f32 10×2|")
                .contains("|14.1|0.01");
        assertThat(row(table, 2)).startsWith("1|2|Softmax|").contains("|f32 10×2|f32 10×2|");
        assertThat(plan.flops()).isEqualTo(2 * 10 * 300 * 2 + 4 * 20);
        assertThat(plan.bytes()).isEqualTo(bytes + 160);
        assertThat(row(table, 3)).startsWith("2 steps on cpu-scalar, 0.01 MFLOP, 14.3 KiB moved, arena ");
    }

    @Test
    void aRoofTellsTheLeastTimes() {
        Plan plan = session.plan(List.of(INPUT));
        // Bytes take longer than FLOPs: 14488 and 160 nanoseconds.
        assertThat(plan.seconds(ROOF)).isEqualTo(14648e-9);
        assertThat(plan.seconds(new Roof(1e8, 1e9))).isEqualTo(120_000e-9 + 800e-9);
        String table = plan.describe(ROOF);
        assertThat(row(table, 0)).endsWith("|us at the roof|why this algorithm");
        assertThat(row(table, 1)).contains("|14.5");
        assertThat(row(table, 2)).contains("|0.2");
        assertThat(row(table, 3)).endsWith("; at 1.0 GFLOP/s and 1.0 GB/s at least 0.015 ms");
    }

    @Test
    void aProfileTellsTimesRatesAndShares() {
        Plan plan = session.plan(List.of(INPUT));
        Profile profile =
                Profile.of(plan, List.of(List.of(28976L, 100L), List.of(1L, 500L), List.of(99999L, 600L)), NO_TIMELINE);
        assertThat(profile.steps()).extracting(StepTime::nanoseconds).containsExactly(28976L, 500L);
        String table = profile.describe(Optional.of(ROOF));
        assertThat(row(table, 0)).isEqualTo("#|step|operation|algorithm|input|output|KiB|us|share|GFLOP/s|GB/s|roof");
        assertThat(row(table, 1)).endsWith("|f32 10×300|f32 10×2|14.1|29.0|98.3%|0.4|0.5|50.0%");
        assertThat(row(table, 2)).endsWith("|0.2|0.5|1.7%|0.2|0.3|32.0%");
        assertThat(row(table, 3))
                .isEqualTo("2 steps on cpu-scalar, 0.029 ms, 0.4 GFLOP/s, 0.5 GB/s, 49.7% of the roof");
        String without = profile.describe(Optional.empty());
        assertThat(row(without, 0)).endsWith("|GB/s");
        assertThat(row(without, 3)).endsWith("0.5 GB/s");
        assertThat(Profile.of(plan, List.of(List.of(1L, 0L), List.of(3L, 0L)), NO_TIMELINE)
                        .steps())
                .extracting(StepTime::nanoseconds)
                .containsExactly(2L, 0L);
    }

    @Test
    void timesAreMeasured() {
        Profile profile = session.profile(List.of(INPUT), 3);
        assertThat(profile.plan()).isSameAs(session.plan(List.of(INPUT)));
        assertThat(profile.steps()).hasSize(2);
        assertThat(profile.nanoseconds()).isPositive();
    }
}
