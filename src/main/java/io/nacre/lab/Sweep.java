package io.nacre.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Tries combinations of a kernel's macros, and finds the fastest that is right. A combination that does not compile, cannot be
 * launched, is wrong, hangs or crashes is rejected; it has no time.
 *
 * @param space what is tried
 * @param limit how long all trials may take together: none is begun after that
 */
public record Sweep(SweepSpace space, Duration limit) {
    /** Where time is short the order is a mixture, the same each time, so that every part of the space has its turn. */
    private static final long SEED = 1;

    /** Has a combination tried. */
    @FunctionalInterface
    public interface Trials {
        TrialResult trial(Macros macros);
    }

    /** Told of each trial. */
    @FunctionalInterface
    public interface Progress {
        /**
         * A trial has ended.
         *
         * @param number from 1
         * @param all how many there are to be
         */
        void tried(int number, int all, Entry entry);
    }

    /** A combination and what came of it. */
    public record Entry(Macros macros, TrialResult result) {
        /** Whether it is right and was timed. */
        public boolean counts() {
            return result.isRight() && result.times().isKnown();
        }
    }

    /**
     * What came of a sweep.
     *
     * @param standard the kernel with the values that it had
     * @param entries the combinations, the fastest first; behind them those that were rejected
     * @param left how many were not tried for lack of time
     */
    public record Outcome(Entry standard, List<Entry> entries, int left) {
        public Outcome {
            entries = List.copyOf(entries);
        }

        /** The fastest that is right. */
        public Optional<Entry> best() {
            return entries.stream().filter(Entry::counts).findFirst();
        }
    }

    /**
     * Tries one after the other.
     *
     * @param standard the kernel as it is, for names and values of macros that are not varied
     */
    public Outcome run(TrialResult standard, Trials trials, Progress progress) {
        Macros usual = Macros.parse(standard.version().algorithm());
        List<Macros> combinations = new ArrayList<>(space.combinations(usual));
        if (!isUnlimited()) {
            Collections.shuffle(combinations, new Random(SEED));
        }
        long begin = System.nanoTime();
        List<Entry> entries = new ArrayList<>();
        for (Macros macros : combinations) {
            if (!isUnlimited() && System.nanoTime() - begin >= limit.toNanos()) {
                break;
            }
            Entry entry = new Entry(macros, trials.trial(macros));
            entries.add(entry);
            progress.tried(entries.size(), combinations.size(), entry);
        }
        int left = combinations.size() - entries.size();
        entries.sort(Comparator.comparing(Entry::counts)
                .reversed()
                .thenComparing(entry -> entry.result().times().median()));
        return new Outcome(new Entry(usual, standard), entries, left);
    }

    private boolean isUnlimited() {
        return limit.isZero();
    }
}
