package io.nacre.cli.report;

import io.nacre.lab.Journal;
import io.nacre.lab.Series;
import io.nacre.lab.TrialResult;
import io.nacre.text.TextTable;

/** What a trial's mark in a plot says when it is pointed at. */
final class Tooltip {
    private Tooltip() {}

    static String of(Series series, int index) {
        TrialResult trial = series.trials().get(index);
        StringBuilder text = new StringBuilder()
                .append(index + 1)
                .append(": ")
                .append(trial.verdict())
                .append(", ")
                .append(HistoryTable.when(trial))
                .append(", version ")
                .append(Journal.digest(trial.version()));
        if (trial.times().isKnown()) {
            text.append('\n')
                    .append(HistoryTable.milliseconds(trial))
                    .append(" ms ±")
                    .append(TextTable.decimal(100 * trial.times().spread(), 1))
                    .append("%, ")
                    .append(HistoryTable.rate(trial.flopsPerSecond()))
                    .append(" GFLOP/s, ")
                    .append(HistoryTable.rate(trial.bytesPerSecond()))
                    .append(" GB/s, ")
                    .append(HistoryTable.roof(series, trial))
                    .append(" of the roof");
        }
        if (!trial.version().algorithm().isEmpty()) {
            text.append('\n').append(trial.version().algorithm());
        }
        if (!trial.fault().isEmpty()) {
            text.append('\n').append(HistoryTable.fault(trial));
        }
        return text.toString();
    }
}
