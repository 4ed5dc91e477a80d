package io.nacre.lab;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Trials of one subject, each told in one line beside the one before and the best so far. Only right ones are compared with. */
public final class Scoreboard {
    private @Nullable TrialResult before;
    private @Nullable TrialResult best;

    /**
     * A result in one line; it counts from now on.
     *
     * @param delay from the save to now
     * @param what the delay counts from: {@code after the save}
     */
    public String line(TrialResult result, Duration delay, String what) {
        String head = String.format(Locale.ROOT, "%-7s ", result.verdict());
        String tail = String.format(Locale.ROOT, "  %.2f s %s", delay.toMillis() / 1e3, what);
        String line = head + (result.isRight() ? figures(result) + ratios(result) : fault(result)) + tail;
        if (result.isRight()) {
            before = result;
            if (best == null || result.times().median() < best.times().median()) {
                best = result;
            }
        }
        return line;
    }

    private static String fault(TrialResult result) {
        String first =
                result.fault().lines().findFirst().orElse("").replaceFirst(" \\(CL_BUILD_PROGRAM_FAILURE,.*", "");
        return result.times().isKnown()
                ? first + "  (" + milliseconds(result.times().median()) + ")"
                : first;
    }

    private static String figures(TrialResult result) {
        return String.format(
                Locale.ROOT,
                "%s ±%.1f%%  %.1f GFLOP/s %.1f%%  %.2f GB/s %.1f%%",
                milliseconds(result.times().median()),
                100 * result.times().spread(),
                result.flopsPerSecond() / 1e9,
                100 * result.flopsPerSecond() / result.subject().roof().flops(),
                result.bytesPerSecond() / 1e9,
                100 * result.bytesPerSecond() / result.subject().roof().bytesPerSecond());
    }

    private static String milliseconds(long nanoseconds) {
        return String.format(Locale.ROOT, nanoseconds < 100_000 ? "%.4f ms" : "%.3f ms", nanoseconds / 1e6);
    }

    /** How much faster than the version before, and than the best of them. */
    private String ratios(TrialResult result) {
        if (before == null || best == null) {
            return "  the first";
        }
        double median = result.times().median();
        return String.format(
                Locale.ROOT,
                "  %.2fx the one before  %.2fx the best",
                before.times().median() / median,
                best.times().median() / median);
    }
}
