package io.nacre.backend.cpu;

import io.nacre.backend.Accuracy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The algorithm that is taken of all that were thought of: the first one asked for that fits, else the cheapest whose
 * results are close enough.
 *
 * @param reason why it was taken and others were not; empty if there are no others
 */
record Choice(Algorithm algorithm, String reason) {

    /**
     * @param candidates at least one of which fits and is as exact as the direct computation
     * @param asked names of algorithms to take wherever they fit
     */
    static Choice of(List<Algorithm> candidates, List<String> asked, Accuracy accuracy) {
        for (String name : asked) {
            for (Algorithm candidate : candidates) {
                if (candidate.name().equals(name) && candidate.fits()) {
                    return new Choice(candidate, "asked for");
                }
            }
        }
        Algorithm best = candidates.stream()
                .filter(candidate -> candidate.fits() && accuracy.allows(candidate.errorFactor()))
                .min(Comparator.comparingDouble(Algorithm::cost))
                .orElseThrow(() -> new IllegalStateException("no algorithm of " + candidates + " fits"));
        return new Choice(best, reason(best, candidates, accuracy));
    }

    private static String reason(Algorithm best, List<Algorithm> candidates, Accuracy accuracy) {
        List<String> reasons = new ArrayList<>();
        if (candidates.stream().anyMatch(other -> !other.equals(best) && other.fits())) {
            reasons.add("cost " + cost(best));
        }
        for (Algorithm other : candidates) {
            if (!other.fits()) {
                reasons.add("not " + other.name() + ": " + other.obstacle());
            } else if (!accuracy.allows(other.errorFactor())) {
                reasons.add(String.format(
                        Locale.ROOT, "not %s: up to %.0f times the error", other.name(), other.errorFactor()));
            } else if (!other.equals(best)) {
                reasons.add("not " + other.name() + ": cost " + cost(other));
            }
        }
        return String.join("; ", reasons);
    }

    private static String cost(Algorithm algorithm) {
        return String.format(Locale.ROOT, "%.2f M", algorithm.cost() / 1e6);
    }
}
