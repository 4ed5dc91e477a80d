package io.nacre.cli.report;

import io.nacre.lab.Journal;
import io.nacre.lab.Series;
import io.nacre.lab.TrialResult;
import io.nacre.text.TextTable;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Trials as rows of text. */
public final class HistoryTable {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /** Of each column its name, after {@code >} where numbers align on the right. */
    static final List<String> COLUMNS = List.of(
            ">#",
            "when",
            "version",
            "verdict",
            ">ms",
            ">spread",
            ">GFLOP/s",
            ">GB/s",
            ">roof",
            ">best",
            "algorithm",
            "fault");

    /** Characters of a fault. */
    private static final int LONGEST = 160;

    private HistoryTable() {}

    /** For people: the trials of one series, numbered from 1. */
    public static TextTable of(Series series) {
        TextTable table = new TextTable(COLUMNS.toArray(String[]::new));
        for (int i = 0; i < series.trials().size(); i++) {
            table.row(cells(series, i).toArray());
        }
        return table;
    }

    /** A trial's cells, one a column. */
    static List<String> cells(Series series, int index) {
        TrialResult trial = series.trials().get(index);
        return List.of(
                String.valueOf(index + 1),
                when(trial),
                Journal.digest(trial.version()),
                trial.verdict().toString(),
                milliseconds(trial),
                spread(trial),
                rate(trial.flopsPerSecond()),
                trial.times().isKnown() ? TextTable.decimal(trial.bytesPerSecond() / 1e9, 2) : "-",
                roof(series, trial),
                best(series, trial),
                algorithm(trial),
                fault(trial));
    }

    /** For programs: all trials with all that is known of them. */
    public static TextTable of(List<Series> all, Journal journal) {
        TextTable table = new TextTable(
                "time",
                "target",
                "backend",
                "device",
                "driver",
                "hash",
                "verdict",
                "median_ns",
                "low_ns",
                "high_ns",
                "runs",
                "flops",
                "bytes",
                "file",
                "algorithm",
                "options",
                "sources",
                "fault");
        for (Series series : all) {
            for (TrialResult trial : series.trials()) {
                table.row(
                        trial.time(),
                        trial.subject().target(),
                        trial.subject().backend(),
                        trial.subject().device(),
                        trial.subject().driver(),
                        trial.version().hash(),
                        trial.verdict(),
                        trial.times().median(),
                        trial.times().low(),
                        trial.times().high(),
                        trial.times().runs(),
                        trial.subject().flops(),
                        trial.subject().bytes(),
                        trial.version().file(),
                        trial.version().algorithm(),
                        trial.version().options(),
                        journal.sources(trial.version()).map(Path::toString).orElse(""),
                        trial.fault());
            }
        }
        return table;
    }

    static String when(TrialResult trial) {
        return trial.time().atZone(ZoneId.systemDefault()).format(CLOCK);
    }

    static String milliseconds(TrialResult trial) {
        long median = trial.times().median();
        return trial.times().isKnown() ? TextTable.decimal(median / 1e6, median < 100_000 ? 4 : 3) : "-";
    }

    static String spread(TrialResult trial) {
        return trial.times().isKnown() ? TextTable.decimal(100 * trial.times().spread(), 1) + "%" : "-";
    }

    static String algorithm(TrialResult trial) {
        return trial.version().algorithm().isEmpty() ? "-" : trial.version().algorithm();
    }

    static String rate(double perSecond) {
        return perSecond == 0 ? "-" : TextTable.decimal(perSecond / 1e9, 1);
    }

    static String roof(Series series, TrialResult trial) {
        return trial.times().isKnown() ? TextTable.decimal(100 * series.roofShare(trial), 1) + "%" : "-";
    }

    /** The best one's time as a share of this one's: 1 for the best itself. */
    static String best(Series series, TrialResult trial) {
        return series.best()
                .filter(best -> trial.isRight() && trial.times().isKnown())
                .map(best -> TextTable.decimal(
                                (double) best.times().median() / trial.times().median(), 2) + "x")
                .orElse("-");
    }

    /** The first line of what is wrong, without the numbers of OpenCL's errors. */
    static String fault(TrialResult trial) {
        String line = trial.fault().lines().findFirst().orElse("").replaceFirst(" \\(CL_BUILD_PROGRAM_FAILURE,.*", "");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
