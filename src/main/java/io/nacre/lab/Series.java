package io.nacre.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Trials that can be compared: of one target on one device with one driver.
 *
 * @param subject the last trial's: roofs that were measured before it count no more
 * @param trials in the order in which they ended, at least one
 */
public record Series(Subject subject, List<TrialResult> trials) {
    public Series {
        trials = List.copyOf(trials);
    }

    /** Trials by what they are of, in the order in which each was last tried. */
    public static List<Series> of(List<TrialResult> trials) {
        List<List<TrialResult>> groups = new ArrayList<>();
        for (TrialResult trial : trials) {
            List<TrialResult> group = groups.stream()
                    .filter(known -> known.get(0).subject().isLike(trial.subject()))
                    .findFirst()
                    .orElseGet(ArrayList::new);
            groups.remove(group);
            group.add(trial);
            groups.add(group);
        }
        return groups.stream()
                .map(group -> new Series(group.get(group.size() - 1).subject(), group))
                .toList();
    }

    /** The fastest one that is right. */
    public Optional<TrialResult> best() {
        return trials.stream()
                .filter(trial -> trial.isRight() && trial.times().isKnown())
                .min(Comparator.comparingLong(trial -> trial.times().median()));
    }

    /** Which part of its time the device would need at its peak, for the arithmetic or the memory; 0 if it was not timed. */
    public double roofShare(TrialResult trial) {
        return trial.times().isKnown()
                ? subject.roof().seconds(subject.flops(), subject.bytes())
                        * 1e9
                        / trial.times().median()
                : 0;
    }
}
