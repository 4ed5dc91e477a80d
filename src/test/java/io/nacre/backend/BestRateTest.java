package io.nacre.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BestRateTest {

    @Test
    void samplesGrowUntilTheyAreLongEnough() {
        List<Integer> samples = new ArrayList<>();
        double rate = BestRate.perSecond(
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
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(samples.get(samples.size() - 1)).isLessThanOrEqualTo(8);
        assertThat(rate).isPositive().isLessThanOrEqualTo(1000);
    }
}
