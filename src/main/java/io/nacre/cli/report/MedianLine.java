package io.nacre.cli.report;

import io.nacre.lab.Series;
import io.nacre.lab.TrialResult;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The medians of trials one after the other, a line through those that are right; what was not timed stands at the bottom. */
final class MedianLine {
    /** Above this ratio of the slowest to the fastest, the axis is logarithmic. */
    private static final double RANGE = 20;
    /** Room below the lowest median for trials that were not timed. */
    private static final int STRIP = 26;

    private MedianLine() {}

    static String draw(Series series, String rows) {
        List<TrialResult> all = series.trials();
        double[] times = all.stream()
                .filter(trial -> trial.times().isKnown())
                .mapToDouble(MedianLine::milliseconds)
                .sorted()
                .toArray();
        double floor = times.length < all.size() ? Plot.BOTTOM - STRIP : Plot.BOTTOM;
        Axis y = axis(times, floor);
        Axis x = Axis.counting(all.size(), Plot.LEFT, Plot.RIGHT);
        Plot plot = new Plot("median time of each trial of " + series.subject().target(), x, "trial", y, "ms");
        plot.line("line", right(all));
        for (int i = 0; i < all.size(); i++) {
            TrialResult trial = all.get(i);
            double top = trial.times().isKnown() ? y.position(milliseconds(trial)) : Plot.BOTTOM - STRIP / 2.0;
            boolean best =
                    series.best().filter(fastest -> fastest.equals(trial)).isPresent();
            plot.trial(x.position(i + 1), top, trial, rows + (i + 1), Tooltip.of(series, i), best);
        }
        series.best().ifPresent(best -> label(plot, best, all.indexOf(best) + 1));
        return plot.svg();
    }

    private static Axis axis(double[] sorted, double floor) {
        if (sorted.length == 0) {
            return Axis.linear(1, floor, Plot.TOP);
        }
        double fastest = sorted[0];
        double slowest = sorted[sorted.length - 1];
        return slowest > RANGE * fastest
                ? Axis.logarithmic(fastest, slowest, floor, Plot.TOP)
                : Axis.linear(slowest, floor, Plot.TOP);
    }

    private static double milliseconds(TrialResult trial) {
        return trial.times().median() / 1e6;
    }

    private static double[] right(List<TrialResult> all) {
        return IntStream.range(0, all.size())
                .filter(i -> all.get(i).isRight() && all.get(i).times().isKnown())
                .boxed()
                .flatMapToDouble(i -> DoubleStream.of(i + 1, milliseconds(all.get(i))))
                .toArray();
    }

    /** The best one's time, on the side of its mark where there is room. */
    private static void label(Plot plot, TrialResult best, int number) {
        double left = plot.x().position(number);
        boolean atEnd = left > Plot.RIGHT - 90;
        boolean atStart = left < Plot.LEFT + 60;
        Plot.Anchor anchor = atEnd ? Plot.Anchor.END : atStart ? Plot.Anchor.START : Plot.Anchor.MIDDLE;
        double top = plot.y().position(milliseconds(best));
        boolean below = top < Plot.TOP + 40;
        plot.text(
                atEnd ? left + 8 : atStart ? left - 8 : left,
                below ? top + 26 : top - 15,
                anchor,
                "best",
                "best: " + HistoryTable.milliseconds(best) + " ms");
    }
}
