package io.nacre.cli;

import io.nacre.lab.Macros;
import io.nacre.lab.Sweep;
import io.nacre.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of a sweep, for people. */
final class SweepTable {
    private SweepTable() {}

    /** A row for each combination, the fastest first, then the kernel as it is. */
    static TextTable of(Sweep.Outcome outcome) {
        TextTable table = new TextTable("macros", ">ms", ">±%", ">GFLOP/s", ">GB/s", "verdict");
        List<Sweep.Entry> rows = new ArrayList<>(outcome.entries());
        rows.forEach(entry -> row(table, entry.macros().toString(), entry));
        row(table, "as it is", outcome.standard());
        return table;
    }

    private static void row(TextTable table, String name, Sweep.Entry entry) {
        if (!entry.counts()) {
            table.row(name, "-", "-", "-", "-", verdict(entry));
            return;
        }
        table.row(
                name,
                TextTable.decimal(entry.result().times().median() / 1e6, 4),
                TextTable.decimal(100 * entry.result().times().spread(), 1),
                TextTable.decimal(entry.result().flopsPerSecond() / 1e9, 1),
                TextTable.decimal(entry.result().bytesPerSecond() / 1e9, 2),
                verdict(entry));
    }

    /** A trial in one line, while others are to come. */
    static String told(Sweep.Entry entry) {
        return entry.counts() ? TextTable.decimal(entry.result().times().median() / 1e6, 4) + " ms" : verdict(entry);
    }

    /** {@code right}, or what is wrong, in one line. */
    private static String verdict(Sweep.Entry entry) {
        String verdict = entry.result().verdict().toString();
        if (entry.counts()) {
            return verdict;
        }
        List<String> lines = entry.result().fault().lines().toList();
        return verdict + ": "
                + lines.stream()
                        .filter(line -> line.startsWith("error: ")) // of a compiler's log
                        .findFirst()
                        .orElse(lines.isEmpty() ? "" : lines.get(0));
    }

    /** The best combination and how much it gains, in a line. */
    static String best(Sweep.Outcome outcome) {
        String untried = outcome.left() == 0 ? "" : "; " + outcome.left() + " not tried, time was up";
        return outcome.best()
                        .map(best -> "best: " + best.macros() + gain(outcome.standard(), best))
                        .orElse("no combination is right")
                + untried;
    }

    private static String gain(Sweep.Entry standard, Sweep.Entry best) {
        Macros usual = standard.macros();
        if (usual.values().entrySet().containsAll(best.macros().values().entrySet())) {
            return ", as it is";
        }
        return standard.counts()
                ? String.format(
                        Locale.ROOT,
                        ", %.2fx as fast as it is",
                        (double) standard.result().times().median()
                                / best.result().times().median())
                : "";
    }
}
