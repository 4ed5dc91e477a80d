package io.nacre.bench.report;

import io.nacre.bench.report.LineChart.Panel;
import io.nacre.text.TextTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What networks cost as their input grows, side by side.
 *
 * @param sides in the order of their columns, Nacre's first
 * @param rows sizes in rising order, those of one series in a row
 */
public record Scaling(List<String> sides, List<Row> rows) {
    /** A series has a cliff where a pixel costs this share more than at the series' best size. */
    public static final double CLIFF = 0.25;

    /**
     * An input size.
     *
     * @param series the network and what grows: {@code squeezenet1.1, batch}
     * @param size how far it has grown
     * @param pictures in the input
     * @param pixels in all of the pictures
     * @param costs by side; sides that cannot run it are absent
     */
    public record Row(String series, int size, int pictures, long pixels, Map<String, Cost> costs) {}

    /**
     * What one run takes.
     *
     * @param milliseconds the median
     * @param memory of a process of its own that did no more; null if it was not asked for
     */
    public record Cost(double milliseconds, @Nullable Memory memory) {}

    /** For people, or {@link TextTable#toTsv} for programs. */
    public TextTable table() {
        List<String> headers = new ArrayList<>(List.of("series", ">size"));
        sides.forEach(
                side -> headers.addAll(List.of(">" + side + " ms/picture", ">ns/pixel", ">of best", ">MiB peak")));
        TextTable table = new TextTable(headers.toArray(String[]::new));
        for (Row row : rows) {
            List<Object> cells = new ArrayList<>(List.of(row.series(), row.size()));
            for (String side : sides) {
                Cost cost = row.costs().get(side);
                if (cost == null) {
                    cells.addAll(List.of("-", "-", "-", "-"));
                } else {
                    cells.add(TextTable.decimal(cost.milliseconds() / row.pictures(), 3));
                    cells.add(TextTable.decimal(perPixel(row, side), 2));
                    cells.add(TextTable.decimal(perPixel(row, side) / best(row.series(), side), 2));
                    cells.add(cost.memory() == null ? "-" : TextTable.decimal(mebibytes(row, side), 0));
                }
            }
            table.row(cells.toArray());
        }
        return table;
    }

    /** A line a series and side: whether a size costs much more a pixel than the best one. */
    public List<String> verdicts() {
        List<String> verdicts = new ArrayList<>();
        series().forEach((series, those) -> {
            for (String side : sides) {
                those.stream()
                        .filter(row -> row.costs().containsKey(side))
                        .max(Comparator.comparingDouble(row -> perPixel(row, side)))
                        .ifPresent(worst -> {
                            double times = perPixel(worst, side) / best(series, side);
                            verdicts.add(String.format(
                                    Locale.ROOT,
                                    "%s, %s: %s, a pixel costs at most %.2f times the best (at %d)",
                                    series,
                                    side,
                                    times > 1 + CLIFF ? "a cliff" : "no cliff",
                                    times,
                                    worst.size()));
                        });
            }
        });
        return verdicts;
    }

    /** The same as lines: cost per pixel, with what is within the bound shaded, and memory. */
    public LineChart chart(String title, List<String> notes) {
        List<Panel> panels = new ArrayList<>();
        series().forEach((series, those) -> {
            panels.add(panel(series + ": nanoseconds a pixel", "ns", those, CLIFF, this::perPixel));
            if (those.stream().flatMap(row -> row.costs().values().stream()).anyMatch(cost -> cost.memory() != null)) {
                panels.add(panel(series + ": MiB at most", "MiB", those, 0, Scaling::mebibytes));
            } else {
                panels.add(panel(
                        series + ": milliseconds a picture",
                        "ms",
                        those,
                        0,
                        (row, side) -> cost(row, side, Cost::milliseconds) / row.pictures()));
            }
        });
        return new LineChart(title, notes, sides.stream().map(BarChart::named).toList(), panels);
    }

    private interface Figure {
        double of(Row row, String side);
    }

    private Panel panel(String title, String unit, List<Row> those, double limit, Figure figure) {
        List<String> sizes =
                those.stream().map(row -> String.valueOf(row.size())).toList();
        List<double[]> lines = sides.stream()
                .map(side ->
                        those.stream().mapToDouble(row -> figure.of(row, side)).toArray())
                .toList();
        return new Panel(title, unit, sizes, lines, limit);
    }

    private Map<String, List<Row>> series() {
        Map<String, List<Row>> series = new LinkedHashMap<>();
        rows.forEach(row ->
                series.computeIfAbsent(row.series(), name -> new ArrayList<>()).add(row));
        return series;
    }

    private double best(String series, String side) {
        return rows.stream()
                .filter(row -> row.series().equals(series) && row.costs().containsKey(side))
                .mapToDouble(row -> perPixel(row, side))
                .min()
                .orElse(Double.NaN);
    }

    private double perPixel(Row row, String side) {
        return cost(row, side, Cost::milliseconds) * 1e6 / row.pixels();
    }

    private static double mebibytes(Row row, String side) {
        return cost(
                row,
                side,
                cost -> cost.memory() == null ? Double.NaN : cost.memory().peak() / 1048576.0);
    }

    private static double cost(Row row, String side, ToDoubleFunction<Cost> figure) {
        Cost cost = row.costs().get(side);
        return cost == null ? Double.NaN : figure.applyAsDouble(cost);
    }
}
