package io.nacre.lab;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Buffer;
import io.nacre.backend.Constants;
import io.nacre.backend.Device;
import io.nacre.backend.Packing;
import io.nacre.backend.opencl.OpenClCompiler;
import io.nacre.backend.opencl.OpenClCompiler.Fitting;
import io.nacre.backend.opencl.program.TuningSpace;
import io.nacre.backend.opencl.tuning.TuningEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the fastest kernel that is right for an operation: each file that can compute it, with each combination of macros that its
 * head allows. A candidate whose results are not those of plain Java is rejected, however fast.
 *
 * @param compiler says which files there are; nothing is run by it
 * @param device what the results are for
 * @param trials has a candidate tried
 * @param progress told of each trial
 */
public record Tuner(OpenClCompiler compiler, Device device, Trials trials, Progress progress) {
    /** A file whose own values are so many times slower than the best is given no more time. */
    private static final int HOPELESS = 3;
    /** Who is so many times slower than the best need not pass all checks. */
    private static final double WORTH = 1.3;

    private static final int FINALISTS = 3;
    /** A smaller gain may be noise: the usual choice stays. */
    private static final double LEAST_GAIN = 1.03;

    /** Has a candidate tried. */
    @FunctionalInterface
    public interface Trials {
        TrialResult trial(TrialRequest request);
    }

    /** Told of each trial. */
    @FunctionalInterface
    public interface Progress {
        /**
         * A trial has ended.
         *
         * @param algorithm the file that was tried
         * @param number from 1, among the combinations of this file
         * @param all how many there are of this file
         */
        void tried(String algorithm, int number, int all, TrialResult result);
    }

    /** A candidate and what came of it. */
    private record Candidate(Fitting fitting, Macros macros, TrialResult result) {
        boolean counts() {
            return result.isRight() && result.times().isKnown();
        }

        boolean isRejected() {
            return !result.isRight() && result.verdict() != Verdict.SLOW;
        }

        boolean isLike(Candidate other) {
            return result.version().algorithm().equals(other.result.version().algorithm());
        }

        TuningSpace space() {
            return fitting.source().head().space();
        }

        long time() {
            return result.times().median();
        }

        /** In a line, for those that are rejected. */
        @Override
        public String toString() {
            String fault = result.fault().lines().findFirst().orElse("");
            return fitting.algorithm() + " " + macros + " " + result.verdict() + ": " + fault;
        }
    }

    /**
     * Tries what there is to try.
     *
     * @param limit no trial is begun after so long, but for the first and the last ones
     */
    public TuningResult tune(TuningTask task, Duration limit) {
        return new Search(task).run(limit);
    }

    /** The search for one task. */
    private final class Search {
        private final TuningTask task;
        private final List<Candidate> tried = new ArrayList<>();
        private int left;

        Search(TuningTask task) {
            this.task = task;
        }

        TuningResult run(Duration limit) {
            long end = System.nanoTime() + limit.toNanos();
            List<Fitting> files = fitting(Accuracy.FAST);
            for (Fitting file : files) {
                Candidate own = trial(file, Macros.NONE);
                progress.tried(file.algorithm(), 1, 1, own.result);
            }
            List<Candidate> worthwhile = tried.subList(0, files.size()).stream()
                    .filter(own -> !own.space().axes().isEmpty() && !isHopeless(own))
                    .toList();
            for (int i = 0; i < worthwhile.size(); i++) {
                long share = (end - System.nanoTime()) / (worthwhile.size() - i);
                sweep(worthwhile.get(i), Duration.ofNanos(Math.max(1, share)));
            }
            return decide(files.get(0));
        }

        private List<Fitting> fitting(Accuracy accuracy) {
            Target target = task.target();
            return compiler.fitting(target.op(), target.inputs(), new Known(target.known()), accuracy);
        }

        private Candidate trial(Fitting file, Macros macros) {
            long worth = (long) (WORTH
                    * fastest(file.errorFactor())
                            .mapToLong(Candidate::time)
                            .min()
                            .orElse(0));
            TrialRequest request = new TrialRequest(task.number(), file.algorithm(), worth, macros);
            Candidate candidate = new Candidate(file, macros, trials.trial(request));
            tried.add(candidate);
            return candidate;
        }

        /** Those that are right, the fastest first, of files that are exact or no rougher than a given one. */
        private Stream<Candidate> fastest(double errorFactor) {
            return tried.stream()
                    .filter(Candidate::counts)
                    .filter(candidate -> candidate.fitting.errorFactor() <= Math.max(1, errorFactor))
                    .sorted(Comparator.comparingLong(Candidate::time));
        }

        private boolean isHopeless(Candidate own) {
            return own.result.times().isKnown()
                    && fastest(own.fitting.errorFactor()).anyMatch(other -> HOPELESS * other.time() < own.time());
        }

        private void sweep(Candidate own, Duration share) {
            Sweep.Outcome outcome = new Sweep(SweepSpace.of(own.space(), device.kind()), share)
                    .run(
                            own.result,
                            macros -> trial(own.fitting, macros).result,
                            (number, all, entry) ->
                                    progress.tried(own.fitting.algorithm(), number, all, entry.result()));
            left += outcome.left();
        }

        private TuningResult decide(Fitting first) {
            int combinations = tried.size();
            List<String> rejected = tried.stream()
                    .filter(Candidate::isRejected)
                    .map(Candidate::toString)
                    .toList();
            Candidate usual = again(first, Macros.NONE);
            Optional<Candidate> best = best(usual, Double.POSITIVE_INFINITY);
            List<TuningEntry> entries = new ArrayList<>();
            best.ifPresent(found -> entries.add(entry(found, usual)));
            if (best.isPresent() && best.get().fitting.errorFactor() > 1) {
                Candidate exact = again(fitting(Accuracy.STRICT).get(0), Macros.NONE);
                best(exact, 1).ifPresent(found -> entries.add(entry(found, exact)));
            }
            return new TuningResult(
                    task, usual.result, best.map(Candidate::result), entries, combinations, rejected, left);
        }

        /** The fastest of those that did best, tried once more; the usual one unless it is beaten clearly. */
        private Optional<Candidate> best(Candidate usual, double mostError) {
            Optional<Candidate> best =
                    fastest(mostError).filter(candidate -> !candidate.isLike(usual)).limit(FINALISTS).toList().stream()
                            .map(candidate -> again(candidate.fitting, candidate.macros))
                            .filter(Candidate::counts)
                            .min(Comparator.comparingLong(Candidate::time));
            return usual.counts()
                    ? best.filter(found -> found.time() * LEAST_GAIN < usual.time())
                            .or(() -> Optional.of(usual))
                    : best;
        }

        /** Tries a candidate with all checks, and answers the faster one of its trials: what else ran may have slowed one. */
        private Candidate again(Fitting file, Macros macros) {
            TrialRequest request = new TrialRequest(task.number(), file.algorithm(), 0, macros);
            Candidate last = new Candidate(file, macros, trials.trial(request));
            return last.counts()
                    ? fastest(file.errorFactor())
                            .filter(last::isLike)
                            .filter(earlier -> earlier.time() < last.time())
                            .findFirst()
                            .orElse(last)
                    : last;
        }

        private TuningEntry entry(Candidate found, Candidate usual) {
            return new TuningEntry(
                    device.name(),
                    device.driver(),
                    task.key().text(),
                    found.fitting.algorithm(),
                    found.macros.values(),
                    found.fitting.source().hash(),
                    Math.round(found.fitting.errorFactor()),
                    usual.time(),
                    found.time());
        }
    }

    /** What is known beforehand, for questions only. */
    private record Known(Set<Integer> inputs) implements Constants {
        @Override
        public boolean has(int input) {
            return inputs.contains(input);
        }

        @Override
        public Buffer packed(int input, Packing packing) {
            throw new IllegalStateException("input " + input + " is packed where nothing is run");
        }
    }
}
