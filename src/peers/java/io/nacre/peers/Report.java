package io.nacre.peers;

import io.nacre.bench.report.BarChart;
import io.nacre.peers.Times.Ratio;
import io.nacre.text.TextTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of all that was measured, and what it comes to. */
final class Report {

    /**
     * A column of ratios.
     *
     * @param name what people call it: {@code cpu/ort}
     * @param side the name of Nacre's side; null if it has none of that kind
     */
    record Comparison(String name, @Nullable String side, String peer) {}

    private final List<String> sides;
    private final List<Comparison> comparisons;
    private final Map<String, Map<String, Times>> rows = new LinkedHashMap<>();

    /**
     * An empty report.
     *
     * @param sides every side there may be, in the order of their columns
     */
    Report(List<String> sides, List<Comparison> comparisons) {
        this.sides = sides;
        this.comparisons = comparisons;
    }

    void add(String subject, Map<String, Times> times) {
        rows.put(subject, times);
    }

    /** For people: milliseconds of each side, then the ratios with the middle half of their pairs. */
    String table() {
        List<String> headers = new ArrayList<>(List.of("milliseconds"));
        sides.forEach(side -> headers.add(">" + side));
        comparisons.forEach(comparison -> headers.add(">" + comparison.name()));
        TextTable table = new TextTable(headers.toArray(String[]::new));
        rows.forEach((subject, times) -> {
            List<Object> cells = new ArrayList<>(List.of(subject));
            sides.forEach(side -> cells.add(milliseconds(times.get(side))));
            comparisons.forEach(comparison -> cells.add(text(ratio(comparison, times))));
            table.row(cells.toArray());
        });
        return table.toString();
    }

    /** For programs: the same with the quartiles of the ratios in columns of their own; absent values are {@code -}. */
    String tsv() {
        StringBuilder text = new StringBuilder("subject");
        sides.forEach(side -> text.append('\t').append(side).append(" ms"));
        comparisons.forEach(
                comparison -> text.append(String.format(Locale.ROOT, "\t%1$s\t%1$s q1\t%1$s q3", comparison.name())));
        rows.forEach((subject, times) -> {
            text.append('\n').append(subject);
            sides.forEach(side -> text.append('\t').append(milliseconds(times.get(side))));
            for (Comparison comparison : comparisons) {
                Ratio ratio = ratio(comparison, times);
                text.append(
                        ratio == null
                                ? "\t-\t-\t-"
                                : String.format(
                                        Locale.ROOT, "\t%.3f\t%.3f\t%.3f", ratio.median(), ratio.low(), ratio.high()));
            }
        });
        return text.append('\n').toString();
    }

    /** One line: the geometric mean of each ratio over the rows that have it, then the worst one and where it is. */
    String summary() {
        StringBuilder means = new StringBuilder("geomean");
        StringBuilder worst = new StringBuilder(" worst");
        for (Comparison comparison : comparisons) {
            double logarithms = 0;
            int count = 0;
            double least = Double.POSITIVE_INFINITY;
            String where = "";
            for (Map.Entry<String, Map<String, Times>> row : rows.entrySet()) {
                Ratio ratio = ratio(comparison, row.getValue());
                if (ratio != null) {
                    logarithms += Math.log(ratio.median());
                    count++;
                    where = ratio.median() < least ? row.getKey() : where;
                    least = Math.min(least, ratio.median());
                }
            }
            means.append(' ')
                    .append(comparison.name())
                    .append(' ')
                    .append(count == 0 ? "-" : two(Math.exp(logarithms / count)));
            worst.append(' ')
                    .append(comparison.name())
                    .append(' ')
                    .append(count == 0 ? "-" : two(least) + " (" + where + ")");
        }
        return means.append(worst).toString();
    }

    /**
     * Every side's speed beside ONNX Runtime's, as bars; subjects that ONNX Runtime does not run are left out.
     *
     * @param conditions lines to stand below the title; the last one is about ratios of the table, and is left out
     */
    BarChart chart(List<String> conditions) {
        List<BarChart.Group> groups = new ArrayList<>();
        rows.forEach((subject, times) -> {
            Times yardstick = times.get(Selection.ORT);
            if (yardstick != null) {
                groups.add(new BarChart.Group(
                        subject,
                        sides.stream()
                                .map(side -> bar(times.get(side), yardstick))
                                .toList()));
            }
        });
        groups.add(new BarChart.Group(
                "geometric mean", sides.stream().map(this::mean).toList()));
        List<String> notes = new ArrayList<>(conditions.subList(0, conditions.size() - 1));
        notes.add("From the caller's arrays to readable results, all sides in turns in one process: medians of "
                + Contest.ROUNDS + " rounds.");
        return new BarChart(
                "Nacre beside ONNX Runtime and PyTorch",
                notes,
                sides.stream().map(BarChart::named).toList(),
                "ONNX Runtime",
                groups);
    }

    private static BarChart.@Nullable Bar bar(@Nullable Times times, Times yardstick) {
        if (times == null) {
            return null;
        }
        double speed = times.ratio(yardstick).median();
        return new BarChart.Bar(speed, two(speed) + "×, " + milliseconds(times) + " ms");
    }

    /** Over the subjects that this side and ONNX Runtime run. */
    private BarChart.@Nullable Bar mean(String side) {
        double[] logarithms = rows.values().stream()
                .filter(times -> times.containsKey(side) && times.containsKey(Selection.ORT))
                .mapToDouble(times ->
                        Math.log(times.get(side).ratio(times.get(Selection.ORT)).median()))
                .toArray();
        if (logarithms.length == 0) {
            return null;
        }
        double mean = Math.exp(Arrays.stream(logarithms).average().orElseThrow());
        return new BarChart.Bar(mean, two(mean) + "×");
    }

    private static @Nullable Ratio ratio(Comparison comparison, Map<String, Times> times) {
        Times own = times.get(comparison.side());
        Times other = times.get(comparison.peer());
        return own == null || other == null ? null : own.ratio(other);
    }

    private static String milliseconds(@Nullable Times times) {
        return times == null ? "-" : TextTable.decimal(times.median(), 3);
    }

    private static String text(@Nullable Ratio ratio) {
        return ratio == null ? "-" : two(ratio.median()) + " (" + two(ratio.low()) + "–" + two(ratio.high()) + ")";
    }

    private static String two(double number) {
        return TextTable.decimal(number, 2);
    }
}
