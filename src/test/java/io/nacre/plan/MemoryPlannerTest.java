package io.nacre.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryPlannerTest {

    @Test
    void reusesTheSlotOfATensorThatIsNoLongerRead() {
        MemoryPlanner.Arena arena = MemoryPlanner.plan(List.of(
                new MemoryPlanner.Life(1000, -1, 0),
                new MemoryPlanner.Life(1000, 0, 1),
                new MemoryPlanner.Life(1000, 1, 2)));

        assertThat(arena.offsets().get(0)).isEqualTo(arena.offsets().get(2));
        assertThat(arena.elements()).isEqualTo(2 * 1024);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void tensorsAliveTogetherNeverOverlap(long seed) {
        Random random = new Random(seed);
        List<MemoryPlanner.Life> lives = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            int first = random.nextInt(60) - 1;
            lives.add(new MemoryPlanner.Life(random.nextInt(5000), first, first + random.nextInt(8)));
        }

        MemoryPlanner.Arena arena = MemoryPlanner.plan(lives);

        for (int i = 0; i < lives.size(); i++) {
            long from = arena.offsets().get(i);
            long to = from + lives.get(i).elements() + MemoryPlanner.TAIL;
            assertThat(from % MemoryPlanner.ALIGNMENT).isZero();
            assertThat(to).isLessThanOrEqualTo(arena.elements());
            for (int j = 0; j < i; j++) {
                if (together(lives.get(i), lives.get(j))) {
                    long other = arena.offsets().get(j);
                    boolean apart = to <= other || other + lives.get(j).elements() + MemoryPlanner.TAIL <= from;
                    assertThat(apart)
                            .as("%s at %d and %s at %d", lives.get(i), from, lives.get(j), other)
                            .isTrue();
                }
            }
        }
        assertThat(arena.elements()).isLessThan(2 * largestLiveSet(lives));
    }

    private static boolean together(MemoryPlanner.Life a, MemoryPlanner.Life b) {
        for (int step = a.first(); step <= a.last(); step++) {
            if (step >= b.first() && step <= b.last()) {
                return true;
            }
        }
        return false;
    }

    private static long largestLiveSet(List<MemoryPlanner.Life> lives) {
        long most = 0;
        for (int step = -1; step < 70; step++) {
            long now = 0;
            for (MemoryPlanner.Life life : lives) {
                now += step >= life.first() && step <= life.last() ? life.elements() : 0;
            }
            most = Math.max(most, now);
        }
        return most;
    }
}
