package io.nacre.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nacre.Backends;
import io.nacre.backend.Candidate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A first thousand calls; {@code scripts/fuzz monkey} makes hundred thousands. */
class MonkeyTest {
    private static final long SEED = Long.getLong("nacre.test.seed", 20261123);

    @ParameterizedTest
    @CsvSource({"cpu-scalar, 1500", "cpu-simd, 1500", "opencl:0, 600"})
    void noCallGoesWrong(String backend, int calls) throws InterruptedException {
        boolean off = backend.startsWith("opencl")
                && System.getProperty("nacre.test.opencl", "on").equals("off");
        assumeTrue(
                !off
                        && Backends.candidates().stream()
                                .anyMatch(candidate -> candidate instanceof Candidate.Available
                                        && candidate.name().equals(backend)),
                "no " + backend + " here");
        Monkey monkey = new Monkey(() -> Backends.open(backend), calls, SEED, 4);
        monkey.run();
        assertThat(monkey.faults()).as("seed %d", SEED).isEmpty();
        assertThat(monkey.counts()).containsKeys("run ok", "run into ok", "close ok", "wrong input refused");
    }
}
