package io.nacre.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.Accuracy;
import io.nacre.backend.opencl.tuning.TuningEntry;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private static final List<Algorithm> ALL = List.of(
            algorithm("a/unfit", "the window is too large", "", 1),
            algorithm("a/rough", "", "", 8),
            algorithm("a/usual", "", "", 1),
            algorithm("a/slow", "", "copies its input", 1));

    private static Algorithm algorithm(String name, String obstacle, String drawback, double error) {
        return new Algorithm(name, obstacle, drawback, error, () -> {
            throw new AssertionError("a choice prepares nothing");
        });
    }

    private static Choice choice(List<String> asked, String tuned, Accuracy accuracy) {
        Optional<TuningEntry> entry = tuned.isEmpty()
                ? Optional.empty()
                : Optional.of(new TuningEntry("d", "1", "k", tuned, new TreeMap<>(), "s", 1, 250_000, 125_500));
        return Choice.of(ALL, asked, entry, accuracy);
    }

    @Test
    void theFirstThatIsExactEnoughIsTakenAndTheReasonNamesTheOthers() {
        Choice exact = choice(List.of(), "", Accuracy.STRICT);
        assertThat(exact.algorithm().name()).isEqualTo("a/usual");
        assertThat(exact.reason())
                .isEqualTo("not a/unfit: the window is too large; not a/rough: up to 8 times the error; not a/slow:"
                        + " copies its input");
        assertThat(choice(List.of(), "", Accuracy.FAST).algorithm().name()).isEqualTo("a/rough");
    }

    @Test
    void whatTheTunerFoundIsTakenIfItFits() {
        Choice tuned = choice(List.of(), "a/slow", Accuracy.STRICT);
        assertThat(tuned.algorithm().name()).isEqualTo("a/slow");
        assertThat(tuned.reason())
                .isEqualTo(
                        "tuned: 125.5 us, untuned 250.0 us; not a/unfit: the window is too large; not a/rough: up to 8"
                                + " times the error; not a/usual: slower when tuned");
        assertThat(choice(List.of(), "a/unfit", Accuracy.STRICT).algorithm().name())
                .isEqualTo("a/usual");
        assertThat(choice(List.of(), "a/rough", Accuracy.STRICT).algorithm().name())
                .isEqualTo("a/usual");
    }

    @Test
    void whatTheUserAskedForGoesFirst() {
        Choice asked = choice(List.of("a/unfit", "a/rough"), "a/slow", Accuracy.STRICT);
        assertThat(asked.algorithm().name()).isEqualTo("a/rough");
        assertThat(asked.reason()).isEqualTo("asked for");
    }
}
