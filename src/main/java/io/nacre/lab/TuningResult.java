package io.nacre.lab;

import io.nacre.backend.opencl.tuning.TuningEntry;
import java.util.List;
import java.util.Optional;

/**
 * What came of a task of the tuner.
 *
 * @param usual the backend's own choice, tried once more at the end
 * @param best the fastest that is right, tried once more at the end; empty where none is
 * @param entries what is to be stored: the best one, and the best exact one if that is another
 * @param tried how many combinations were tried
 * @param rejected those that do not build, are wrong, hang or crash, and why: a line each
 * @param left how many were not tried for lack of time
 */
public record TuningResult(
        TuningTask task,
        TrialResult usual,
        Optional<TrialResult> best,
        List<TuningEntry> entries,
        int tried,
        List<String> rejected,
        int left) {
    public TuningResult {
        entries = List.copyOf(entries);
        rejected = List.copyOf(rejected);
    }

    /** How many times as fast as before; 1 where nothing was found or nothing is known. */
    public double gain() {
        return best.filter(result -> usual.isRight() && usual.times().isKnown())
                .map(result -> (double) usual.times().median() / result.times().median())
                .orElse(1.0);
    }
}
