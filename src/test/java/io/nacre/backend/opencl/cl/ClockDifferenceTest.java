package io.nacre.backend.opencl.cl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockDifferenceTest {
    private final ClockDifference difference = new ClockDifference();

    @Test
    void liesInTheMiddleOfTheNarrowestBounds() {
        difference.between(100, 1000, 1500); // 900 to 1400
        difference.between(200, 1250, 1350); // 1050 to 1150
        difference.between(300, 1310, 2000); // 1010 to 1700
        difference.before(400, 1600); // at most 1200
        assertThat(difference.host(100)).isEqualTo(1200);
        assertThat(difference.host(-5)).isEqualTo(1095);
    }

    @Test
    void anEndTheHostHasSeenBoundsItToo() {
        difference.between(100, 1000, 1500);
        difference.before(500, 1420); // at most 920
        assertThat(difference.host(100)).isEqualTo(1010);
    }

    @Test
    void nothingEndsAfterTheHostSawIt() {
        difference.between(0, 1_000_000, 1_000_500); // a driver that leaves the time of queueing out
        difference.before(700_000, 1_000_900);
        assertThat(difference.host(700_000)).isEqualTo(1_000_900);
    }

    @Test
    void clocksThatBeganFarApart() {
        difference.between(Long.MAX_VALUE / 3, -50, 50);
        assertThat(difference.host(Long.MAX_VALUE / 3 + 7)).isEqualTo(7);
    }
}
