package io.nacre.backend.opencl;

import io.nacre.backend.Accuracy;
import io.nacre.backend.opencl.tuning.TuningEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The algorithm that is taken of all that were thought of: the first one asked for that fits, else the one that the tuner found, else
 * the first without a drawback whose results are close enough, or the first at all.
 *
 * @param reason why it was taken and others were not; empty if there are no others
 */
record Choice(Algorithm algorithm, String reason) {

    /**
     * Chooses.
     *
     * @param algorithms in the order of preference; one of them fits and is as exact as the direct computation
     * @param asked names of algorithms to take wherever they fit
     * @param tuned what the tuner found
     */
    static Choice of(List<Algorithm> algorithms, List<String> asked, Optional<TuningEntry> tuned, Accuracy accuracy) {
        for (String name : asked) {
            for (Algorithm algorithm : algorithms) {
                if (algorithm.name().equals(name) && algorithm.fits()) {
                    return new Choice(algorithm, "asked for");
                }
            }
        }
        List<Algorithm> possible = algorithms.stream()
                .filter(algorithm -> algorithm.fits() && accuracy.allows(algorithm.errorFactor()))
                .toList();
        Optional<Algorithm> found = tuned.flatMap(entry -> possible.stream()
                .filter(algorithm -> algorithm.name().equals(entry.algorithm()))
                .findFirst());
        Algorithm best = found.or(
                        () -> possible.stream().filter(Algorithm::isUsual).findFirst())
                .or(() -> possible.stream().findFirst())
                .orElseThrow(() -> new IllegalStateException("no algorithm of " + algorithms + " fits"));
        List<String> reasons = new ArrayList<>();
        if (found.isPresent()) {
            tuned.ifPresent(entry -> reasons.add(tuned(entry)));
        }
        for (Algorithm other : algorithms) {
            if (!other.equals(best)) {
                reasons.add("not " + other.name() + ": " + why(other, accuracy, found.isPresent()));
            }
        }
        return new Choice(best, String.join("; ", reasons));
    }

    private static String why(Algorithm other, Accuracy accuracy, boolean tuned) {
        if (!other.fits()) {
            return other.obstacle();
        }
        if (!accuracy.allows(other.errorFactor())) {
            return String.format(Locale.ROOT, "up to %.0f times the error", other.errorFactor());
        }
        return tuned ? "slower when tuned" : other.drawback();
    }

    /** What the tuner found, in words. */
    static String tuned(TuningEntry entry) {
        return String.format(Locale.ROOT, "tuned: %.1f us, untuned %.1f us", entry.after() / 1e3, entry.before() / 1e3);
    }
}
