package io.nacre.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TimingTest {
    @Test
    void sharesLieBetweenRuns() {
        Timing timing = new Timing(new long[] {4_000_000, 1_000_000, 2_000_000, 3_000_000, 5_000_000});
        assertThat(timing.median()).isCloseTo(3, within(1e-9));
        assertThat(timing.milliseconds(0)).isCloseTo(1, within(1e-9));
        assertThat(timing.milliseconds(0.1)).isCloseTo(1.4, within(1e-9));
        assertThat(timing.milliseconds(0.9)).isCloseTo(4.6, within(1e-9));
        assertThat(new Timing(new long[] {2_000_000, 1_000_000}).median()).isCloseTo(1.5, within(1e-9));
    }

    @Test
    void runsAsOftenAsAsked() {
        AtomicInteger runs = new AtomicInteger();
        assertThat(Timing.of(runs::incrementAndGet, 7).runs()).isEqualTo(7);
        assertThat(runs).hasValue(7);
        assertThat(Timing.during(runs::incrementAndGet, 0, 100).runs()).isEqualTo(100);
        assertThat(runs).hasValue(107);
        assertThat(Timing.during(runs::incrementAndGet, 0.05, 1).milliseconds(1))
                .isPositive();
    }
}
