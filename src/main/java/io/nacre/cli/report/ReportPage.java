package io.nacre.cli.report;

import io.nacre.cli.page.Html;
import io.nacre.lab.Series;
import io.nacre.lab.Subject;
import io.nacre.lab.TrialResult;
import io.nacre.lab.Verdict;
import io.nacre.text.Markup;
import io.nacre.text.TextTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The lab's trials as one page that needs nothing else: for each series a roofline, the medians as a line, and the table. */
public final class ReportPage {
    private final StringBuilder html = new StringBuilder();

    private ReportPage() {}

    /**
     * Writes the page, in the place of an older one.
     *
     * @param all the one that was tried last is shown first
     */
    public static void write(List<Series> all, Path file) throws IOException {
        ReportPage page = new ReportPage();
        int trials = all.stream().mapToInt(series -> series.trials().size()).sum();
        page.html.append(Html.head(
                "Kernel lab",
                trials + (trials == 1 ? " trial" : " trials") + ", each a mark that leads to its row",
                Markup.resource(ReportPage.class, "report.css")));
        page.html.append("</header>\n<main>\n");
        for (int i = 0; i < all.size(); i++) {
            page.section(i + 1, all.get(all.size() - 1 - i));
        }
        page.html.append(
                "</main>\n<footer>Made by Nacre, <code>nacre lab --report</code>. Medians are of the device's own"
                        + " events; roofs were measured on this device by kernels that do nothing else.</footer>\n</body>\n</html>\n");
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, page.html, StandardCharsets.UTF_8);
    }

    private void section(int number, Series series) {
        String rows = "s" + number + "t";
        Subject subject = series.subject();
        int name = subject.target().lastIndexOf(": "); // operations and types have none
        html.append("<section>\n<h2>").append(Markup.escaped(subject.target().substring(0, Math.max(0, name))));
        html.append("</h2>\n<p class=\"device\">");
        html.append(Markup.escaped(subject.target().substring(name < 0 ? 0 : name + 2)))
                .append("<br>\n");
        html.append(Markup.escaped(String.format(
                Locale.ROOT,
                "%s: %s (%s), at most %s GFLOP/s and %s GB/s; %s MFLOP and %s KiB a run",
                subject.backend(),
                subject.device(),
                subject.driver(),
                HistoryTable.rate(subject.roof().flops()),
                HistoryTable.rate(subject.roof().bytesPerSecond()),
                TextTable.decimal(subject.flops() / 1e6, 1),
                TextTable.decimal(subject.bytes() / 1024.0, 1))));
        html.append("</p>\n<div class=\"plots\">\n");
        if (Roofline.suits(series)) {
            figure(Roofline.draw(series, rows), "How near each trial came to what the device can do at most.");
        }
        figure(MedianLine.draw(series, rows), "Median time of each trial; the line joins those that are right.");
        html.append("</div>\n");
        legend(series);
        table(series, rows);
        html.append("</section>\n");
    }

    private void figure(String svg, String caption) {
        html.append("<figure>")
                .append(svg)
                .append("<figcaption>")
                .append(caption)
                .append("</figcaption></figure>\n");
    }

    private void legend(Series series) {
        html.append("<ul class=\"legend\">");
        for (Verdict verdict : Verdict.values()) {
            long count = series.trials().stream()
                    .filter(trial -> trial.verdict() == verdict)
                    .count();
            if (count > 0) {
                html.append("<li class=\"").append(verdict).append("\"><b>");
                html.append(verdict == Verdict.RIGHT ? "●" : "✕").append(' ').append(verdict);
                html.append("</b> ").append(count).append("</li>");
            }
        }
        html.append("</ul>\n");
    }

    private void table(Series series, String rows) {
        html.append("<div class=\"scroll\"><table>\n<tr>");
        for (String column : HistoryTable.COLUMNS) {
            html.append("<th scope=\"col\">").append(column.replace(">", "")).append("</th>");
        }
        html.append("</tr>\n");
        TrialResult best = series.best().orElse(null);
        for (int i = 0; i < series.trials().size(); i++) {
            TrialResult trial = series.trials().get(i);
            html.append("<tr id=\"")
                    .append(rows)
                    .append(i + 1)
                    .append(trial.equals(best) ? "\" class=\"best\">" : "\">");
            row(series, i);
            html.append("</tr>\n");
        }
        html.append("</table></div>\n");
    }

    private void row(Series series, int index) {
        List<String> cells = HistoryTable.cells(series, index);
        for (int i = 0; i < cells.size(); i++) {
            String column = HistoryTable.COLUMNS.get(i);
            String kind =
                    column.equals("verdict") ? "verdict " + cells.get(i) : column.startsWith(">") ? "number" : column;
            html.append("<td class=\"").append(kind).append("\">");
            html.append(Markup.escaped(cells.get(i))).append("</td>");
        }
    }
}
