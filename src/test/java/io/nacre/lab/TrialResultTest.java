package io.nacre.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.backend.Roof;
import io.nacre.error.NacreException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialResultTest {
    private static final Subject SUBJECT = new Subject(
            "ReLU(): Unary relu", "opencl:0", "a \"device\"", "driver\t1", 1000, 4000, new Roof(1e11, 2e10));
    private static final Version VERSION = new Version(
            "kernels/pointwise/unary.cl",
            "00ff",
            "pointwise/unary LANES=4",
            "-D LANES=4",
            List.of("unary 8×1×1 in 1×1×1"),
            List.of(Path.of("/k/pointwise/unary.cl"), Path.of("/k/common/types.clh")));

    private static TrialResult result(Verdict verdict, String fault, Times times) {
        return new TrialResult(Instant.parse("2026-11-23T22:00:00.123456Z"), SUBJECT, VERSION, verdict, fault, times);
    }

    @Test
    void aLineSaysAllThatTheResultDid() {
        TrialResult right = result(Verdict.RIGHT, "", new Times(2000, 1900, 2300, 31));
        TrialResult wrong = result(Verdict.WRONG, "first at [0, 1]: \\ \"3\" × 4\nsecond line", Times.NONE);
        for (TrialResult result : List.of(right, wrong)) {
            String line = result.toJson();
            assertThat(line).doesNotContain("\n");
            assertThat(TrialResult.parse(line)).isEqualTo(result);
        }
        assertThat(right.flopsPerSecond()).isEqualTo(5e8);
        assertThat(right.bytesPerSecond()).isEqualTo(2e9);
        assertThat(wrong.flopsPerSecond()).isZero();
    }

    @Test
    void aDamagedLineIsRefused() {
        String line = result(Verdict.RIGHT, "", Times.NONE).toJson();
        List<String> damaged = List.of(
                line.substring(0, line.length() / 2),
                line.replace("\"right\"", "\"splendid\""),
                line.replace("\"flops\":1000", "\"flops\":\"many\""),
                line.replace("\"hash\"", "\"cash\""),
                line.replace("2026-11", "2026-99"),
                "[]",
                "");
        assertThat(damaged)
                .allSatisfy(text -> assertThatThrownBy(() -> TrialResult.parse(text))
                        .isInstanceOf(NacreException.class)
                        .hasMessageStartingWith("trial: "));
    }

    @Test
    void timesAreOrderStatistics() {
        Times times = Times.of(List.of(50L, 10L, 40L, 20L, 30L, 60L, 70L, 80L, 90L, 100L, 1000L));
        assertThat(times).isEqualTo(new Times(60, 20, 100, 11));
        assertThat(times.spread()).isEqualTo(40.0 / 60);
        assertThat(Times.of(List.of(7L))).isEqualTo(new Times(7, 7, 7, 1));
    }
}
