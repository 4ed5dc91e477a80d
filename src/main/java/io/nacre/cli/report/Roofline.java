package io.nacre.cli.report;

import io.nacre.backend.Roof;
import io.nacre.lab.Series;
import io.nacre.lab.Subject;
import io.nacre.lab.TrialResult;
import java.util.List;

/**
 * Floating-point operations a second over operations a byte, both logarithmic, below the roofs that were measured: the
 * slope is the memory's, the level part the arithmetic's. All trials of a series have the same operations and bytes, so
 * they stand above each other.
 */
final class Roofline {
    private static final double GIGA = 1e9;

    private Roofline() {}

    /** Whether there is something to draw: operations, and a trial that was timed. */
    static boolean suits(Series series) {
        return series.subject().flops() > 0
                && series.trials().stream().anyMatch(trial -> trial.times().isKnown());
    }

    static String draw(Series series, String rows) {
        Subject subject = series.subject();
        Roof roof = subject.roof();
        double intensity = (double) subject.flops() / subject.bytes();
        double ridge = roof.flops() / roof.bytesPerSecond();
        double slowest = series.trials().stream()
                .filter(trial -> trial.times().isKnown())
                .mapToDouble(TrialResult::flopsPerSecond)
                .min()
                .orElse(roof.flops());
        double fastest = series.trials().stream()
                .mapToDouble(TrialResult::flopsPerSecond)
                .max()
                .orElse(0);
        Axis x =
                Axis.logarithmic(Math.min(intensity, ridge) / 3, Math.max(intensity, ridge) * 3, Plot.LEFT, Plot.RIGHT);
        Axis y = Axis.logarithmic(
                Math.min(slowest, roof.flops() / 20) / GIGA,
                Math.max(fastest, roof.flops()) / GIGA,
                Plot.BOTTOM,
                Plot.TOP);
        Plot plot = new Plot("roofline of " + subject.target(), x, "FLOP per byte", y, "GFLOP/s");
        roofs(plot, roof, ridge, intensity);
        trials(plot, series, rows, intensity);
        return plot.svg();
    }

    private static void roofs(Plot plot, Roof roof, double ridge, double intensity) {
        double peak = roof.flops() / GIGA;
        double bandwidth = roof.bytesPerSecond() / GIGA;
        double start = Math.max(plot.x().low(), plot.y().low() / bandwidth);
        plot.line("roof", start, start * bandwidth, ridge, peak, plot.x().high(), peak);
        double limit = Math.min(peak, bandwidth * intensity);
        plot.line("limit", intensity, plot.y().low(), intensity, limit);
        plot.text(Plot.RIGHT, plot.y().position(peak) - 9, Plot.Anchor.END, "note", Axis.label(peak) + " GFLOP/s");
        double middle = Math.sqrt(start * ridge);
        plot.text(
                plot.x().position(middle) - 10,
                plot.y().position(middle * bandwidth) - 6,
                Plot.Anchor.END,
                "note",
                Axis.label(bandwidth) + " GB/s");
    }

    /** The best one last, so that no other hides it. */
    private static void trials(Plot plot, Series series, String rows, double intensity) {
        TrialResult best = series.best().orElse(null);
        List<TrialResult> all = series.trials();
        double left = plot.x().position(intensity);
        for (boolean bestsTurn : new boolean[] {false, true}) {
            for (int i = 0; i < all.size(); i++) {
                TrialResult trial = all.get(i);
                if (trial.times().isKnown() && trial.equals(best) == bestsTurn) {
                    double top = plot.y().position(trial.flopsPerSecond() / GIGA);
                    plot.trial(left, top, trial, rows + (i + 1), Tooltip.of(series, i), bestsTurn);
                }
            }
        }
        if (best != null) {
            double top = plot.y().position(best.flopsPerSecond() / GIGA);
            boolean room = left < Plot.LEFT + 0.6 * (Plot.RIGHT - Plot.LEFT);
            plot.text(
                    room ? left + 16 : left - 16,
                    top + 5,
                    room ? Plot.Anchor.START : Plot.Anchor.END,
                    "best",
                    "best: " + HistoryTable.rate(best.flopsPerSecond()) + " GFLOP/s, "
                            + HistoryTable.roof(series, best));
        }
    }
}
