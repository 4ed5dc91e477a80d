package io.nacre.cli;

import io.nacre.cli.report.HistoryTable;
import io.nacre.cli.report.ReportPage;
import io.nacre.lab.Journal;
import io.nacre.lab.Series;
import io.nacre.lab.Subject;
import io.nacre.lab.TrialResult;
import io.nacre.nn.expression.LayerExpression;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where the lab keeps its trials, and how it shows them. */
final class JournalOptions {
    @Option(
            names = "--journal",
            paramLabel = "DIR",
            defaultValue = ".nacre/lab",
            description = "Where all trials are kept, and the files of each version; .nacre/lab by default.")
    private Path folder = Path.of(".nacre", "lab");

    @Option(
            names = "--history",
            description =
                    "Show the trials so far, of this layer or model if one is given, and where each version's files are.")
    private boolean history;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Write a page with a roofline plot, the history as a line, and the table; after each trial,"
                    + " or without a layer or model of all trials so far.")
    private @Nullable Path report;

    /** Whether this run is about trials so far, and makes none. */
    boolean looksBack(boolean hasTarget) {
        return history || (report != null && !hasTarget);
    }

    /** Which trials are meant: those of targets whose names begin like this. */
    static String target(String expression, String model, String step) {
        String whole = expression.isEmpty()
                ? model.isEmpty() ? "" : Workload.name(Path.of(model))
                : Workload.layer(LayerExpression.parse(expression)).name();
        return whole + (step.isEmpty() ? "" : " step " + step);
    }

    /** Shows trials so far, as far as the user asks for it. */
    int show(String target, Output output) throws IOException {
        Journal journal = new Journal(folder);
        List<Series> all = series(journal, target, output);
        if (all.isEmpty()) {
            output.remark("lab: " + journal.trials() + " has no trials" + (target.isEmpty() ? "" : " of " + target));
        } else if (history && output.tsv()) {
            output.print(HistoryTable.of(all, journal));
        } else if (history) {
            all.forEach(series -> print(series, output));
            output.results()
                    .println("a version's files, to be copied back over a folder of kernels: "
                            + folder.resolve("sources").resolve("VERSION"));
            output.results().println("all trials: " + journal.trials());
        }
        Path page = report;
        if (page != null) {
            ReportPage.write(all, page);
            output.remark("the report is in " + page);
        }
        return all.isEmpty() ? Main.CHECK_FAILED : Main.DONE;
    }

    private static List<Series> series(Journal journal, String target, Output output) throws IOException {
        Journal.Contents contents = journal.read();
        contents.remarks().forEach(output::remark);
        return Series.of(contents.trials().stream()
                .filter(trial -> trial.subject().target().startsWith(target))
                .toList());
    }

    private static void print(Series series, Output output) {
        Subject subject = series.subject();
        output.results().println(subject.target());
        output.results()
                .println(String.format(
                        Locale.ROOT,
                        "%s: %s (%s), at most %.1f GFLOP/s and %.1f GB/s",
                        subject.backend(),
                        subject.device(),
                        subject.driver(),
                        subject.roof().flops() / 1e9,
                        subject.roof().bytesPerSecond() / 1e9));
        output.print(HistoryTable.of(series));
        output.results().println();
    }

    /**
     * Keeps a trial, and writes the page anew. What cannot be written is told, and is no reason to stop.
     *
     * @param started when the trial began
     * @param kernels the folder that they come from, if they do
     */
    void keep(TrialResult trial, Instant started, Optional<Path> kernels, Output output) {
        try {
            Journal journal = new Journal(folder);
            journal.add(trial, started, kernels);
            Path page = report;
            if (page != null) {
                List<TrialResult> comparable = journal.read().trials().stream()
                        .filter(other -> trial.subject().isLike(other.subject()))
                        .toList();
                ReportPage.write(Series.of(comparable), page);
            }
        } catch (IOException e) {
            output.remark("lab: this trial cannot be kept: " + e);
        }
    }
}
