package io.nacre.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BestRateTest {

    @Test
    void samplesGrowUntilTheyAreLongEnough() {
        List<Integer> samples = new ArrayList<>();
        BestRate rate = BestRate.of(
                times -> {
                    samples.add(times);
                    long end = System.nanoTime() + 1_000_000L * times; // a millisecond each
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                },
                0);
        assertThat(samples)
                .startsWith(1)
                .endsWith(samples.get(samples.size() - 1))
                .hasSizeGreaterThanOrEqualTo(7);
        assertThat(samples.get(samples.size() - 1)).isLessThanOrEqualTo(8);
        assertThat(rate.perSecond()).isPositive().isLessThanOrEqualTo(1000);
    }

    @Test
    void samplesThatDifferAreNotSteady() {
        long[] pause = {0};
        BestRate rate = BestRate.of(
                times -> {
                    pause[0] = pause[0] == 6 ? 12 : 6; // every other sample takes twice as long
                    long end = System.nanoTime() + pause[0] * 1_000_000L;
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                },
                0);
        assertThat(rate.steady()).isFalse();
    }
}
