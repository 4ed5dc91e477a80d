package io.nacre.cli;

import io.nacre.lab.TrialResult;
import io.nacre.lab.TuningResult;
import io.nacre.text.TextTable;
import java.util.List;
import java.util.Locale;

/** What the tuner brought, for people. */
final class TuningTable {
    private TuningTable() {}

    /** A row for each key. */
    static TextTable of(List<TuningResult> results) {
        TextTable table = new TextTable(
                "operation", ">steps", ">before us", ">after us", ">ratio", "choice", "before", ">tried", ">rejected");
        for (TuningResult result : results) {
            table.row(
                    result.task().key().text(),
                    result.task().targets().size(),
                    time(result.usual()),
                    result.best().map(TuningTable::time).orElse("-"),
                    TextTable.decimal(result.gain(), 2),
                    result.best().map(best -> best.version().algorithm()).orElse("none is right"),
                    result.usual().version().algorithm(),
                    result.tried(),
                    result.rejected().size());
        }
        return table;
    }

    private static String time(TrialResult result) {
        return result.times().isKnown() ? TextTable.decimal(result.times().median() / 1e3, 1) : "-";
    }

    /** All steps together, each as often as it is there: those whose time is known. */
    static String sum(List<TuningResult> results) {
        int left = results.stream().mapToInt(TuningResult::left).sum();
        double before = 0;
        double after = 0;
        for (TuningResult result : results) {
            int steps = result.task().targets().size();
            if (result.best().isPresent() && result.usual().times().isKnown()) {
                before += steps * result.usual().times().median() / 1e3;
                after += steps * result.best().get().times().median() / 1e3;
            }
        }
        return after == 0
                ? "nothing was tuned"
                : String.format(
                        Locale.ROOT,
                        "all steps: before %.1f us, after %.1f us, ratio %.2f%s",
                        before,
                        after,
                        before / after,
                        left == 0 ? "" : "; " + left + " combinations not tried, time was up");
    }
}
