package io.nacre.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.backend.Roof;
import io.nacre.error.BackendException;
import io.nacre.error.NacreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SweepTest {
    private static final Subject SUBJECT = new Subject("x", "opencl:0", "device", "driver", 1, 1, new Roof(1, 1));

    private static TrialResult result(Macros macros, Verdict verdict, long median) {
        Version version = new Version("a.cl", "", "a.cl " + macros, "", List.of(), List.of());
        Times times = median == 0 ? Times.NONE : new Times(median, median, median, 1);
        return new TrialResult(Instant.EPOCH, SUBJECT, version, verdict, "", times);
    }

    private static SweepSpace space(String... axes) {
        return SweepSpace.parse(List.of(axes), List.of());
    }

    /** A kernel as it is. */
    private static final TrialResult STANDARD = result(Macros.parse("LOCAL=4 TILE=2"), Verdict.RIGHT, 50);

    @Test
    void everyCombinationIsTriedOnceInOrder() {
        List<String> tried = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        new Sweep(space("TILE=1,2,1", "LOCAL=8,4"), Duration.ZERO)
                .run(
                        STANDARD,
                        macros -> {
                            tried.add(macros.toString());
                            return result(macros, Verdict.RIGHT, 1);
                        },
                        (number, all, entry) -> numbers.add(100 * number + all));
        assertThat(tried).containsExactly("LOCAL=8 TILE=1", "LOCAL=8 TILE=2", "LOCAL=4 TILE=1", "LOCAL=4 TILE=2");
        assertThat(numbers).containsExactly(104, 204, 304, 404);
    }

    /** Wrong ones may be faster. */
    @Test
    void theFastestThatIsRightIsTheBest() {
        Sweep.Outcome outcome = new Sweep(space("TILE=1,2,3,4,5"), Duration.ZERO)
                .run(
                        STANDARD,
                        macros -> {
                            long tile = macros.values().get("TILE");
                            return tile == 3
                                    ? result(macros, Verdict.HUNG, 0)
                                    : result(macros, tile == 5 ? Verdict.WRONG : Verdict.RIGHT, 100 - 10 * tile);
                        },
                        (number, all, entry) -> {});
        assertThat(outcome.entries().stream().map(entry -> entry.macros().toString()))
                .startsWith("TILE=4", "TILE=2", "TILE=1")
                .hasSize(5);
        assertThat(outcome.best().orElseThrow().macros().toString()).isEqualTo("TILE=4");
        assertThat(outcome.standard().macros().toString()).isEqualTo("LOCAL=4 TILE=2");
        assertThat(outcome.left()).isZero();
    }

    @Test
    void nothingIsBestWhereNothingIsRight() {
        Sweep.Outcome outcome = new Sweep(space("TILE=1,2"), Duration.ZERO)
                .run(STANDARD, macros -> result(macros, Verdict.BROKEN, 0), (number, all, entry) -> {});
        assertThat(outcome.best()).isEmpty();
        assertThat(outcome.entries()).hasSize(2);
    }

    @Test
    void constraintsRuleOutCombinationsAndKnowTheOtherMacros() {
        SweepSpace space = SweepSpace.parse(List.of("TILE=1,2,4,8"), List.of("TILE * LOCAL <= 16", "TILE != 2"));
        assertThat(space.combinations(Macros.parse("LOCAL=4 TILE=2")))
                .extracting(Macros::toString)
                .containsExactly("TILE=1", "TILE=4");
        SweepSpace unknown = SweepSpace.parse(List.of("TILE=1"), List.of("ROWS > 1"));
        assertThatThrownBy(() -> unknown.combinations(Macros.NONE))
                .isInstanceOf(BackendException.class)
                .hasMessage("--where: 'ROWS' in 'ROWS > 1' is not among [TILE]");
    }

    @Test
    void timeEndsASweepBetweenTwoTrials() {
        Sweep.Outcome outcome = new Sweep(space("TILE=1,2,3,4,5,6"), Duration.ofNanos(1))
                .run(
                        STANDARD,
                        macros -> {
                            throw new AssertionError("a trial begun after the end");
                        },
                        (number, all, entry) -> {});
        assertThat(outcome.entries()).isEmpty();
        assertThat(outcome.left()).isEqualTo(6);
    }

    @Test
    void whatIsWrongWithASpaceIsSaid() {
        assertThatThrownBy(() -> space("TILE=a"))
                .isInstanceOf(NacreException.class)
                .hasMessage("--sweep TILE=a: expected a macro and its values, as in TILE_M=16,32,64");
        assertThatThrownBy(() -> space("TILE=1", "TILE=2"))
                .hasMessage("--sweep TILE=2: TILE is there twice");
        assertThatThrownBy(() -> space("TILE=1", "TIEL=2").within(Set.of("TILE", "LOCAL"), "a.cl"))
                .hasMessage("sweep: a.cl has no macro 'TIEL' to tune; it has [LOCAL, TILE]");
        String many = "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30";
        assertThatThrownBy(() -> space("A=" + many, "B=" + many, "C=" + many, "D=" + many))
                .hasMessageStartingWith("sweep: more than 100000 combinations of ");
    }
}
