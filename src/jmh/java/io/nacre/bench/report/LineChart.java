package io.nacre.bench.report;

import io.nacre.text.Svg;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Panels of lines, two abreast, each from 0 upwards over sizes that stand at equal distances.
 *
 * @param notes lines below the title
 * @param series whose the lines are, in the order in which each panel has them; at most four
 */
public record LineChart(String title, List<String> notes, List<String> series, List<Panel> panels) {

    /**
     * A part of the plane with a line a series.
     *
     * @param unit of the values
     * @param sizes below the axis
     * @param lines a value a size for each series; NaN where there is none
     * @param limit a share above the best of the first series that is shaded as its good region; 0 for none
     */
    public record Panel(String title, String unit, List<String> sizes, List<double[]> lines, double limit) {}

    private static final List<String> COLOURS = List.of("accent", "second", "third", "fourth");
    private static final double WIDTH = 860;
    private static final double MARGIN = 24;
    private static final double LINE = 18;
    private static final double PLOT_WIDTH = 330;
    private static final double PLOT_HEIGHT = 150;
    private static final double COLUMN = 415;
    private static final double ROW = 224;
    private static final double AXIS = 48;
    private static final String STYLE = """
            text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; fill: var(--ink); }
            .ground { fill: var(--card); stroke: var(--rule); }
            .title { font-size: 18px; font-weight: 600; }
            .name { font-weight: 600; }
            .note, .tick, .value { fill: var(--soft); }
            .tick { text-anchor: middle; font-size: 11px; }
            .value { text-anchor: end; font-size: 11px; }
            .grid { stroke: var(--rule); }
            .band { fill: var(--chip); }
            path { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
            path.accent { stroke: var(--accent); } path.second { stroke: var(--second); }
            path.third { stroke: var(--third); } path.fourth { stroke: var(--fourth); }
            circle.accent, rect.accent { fill: var(--accent); } circle.second, rect.second { fill: var(--second); }
            circle.third, rect.third { fill: var(--third); } circle.fourth, rect.fourth { fill: var(--fourth); }
            """;

    /** The chart as a file. */
    public String toSvg() {
        double head = MARGIN + LINE * (notes.size() + 3.5);
        double height = head + (panels.size() + 1) / 2 * ROW + MARGIN / 2;
        Svg svg = new Svg(WIDTH, height, title);
        svg.add("rect", "class", "ground", "x", 0.5, "y", 0.5, "width", WIDTH - 1, "height", height - 1, "rx", 12);
        svg.text("title", MARGIN, MARGIN + 8, title);
        for (int i = 0; i < notes.size(); i++) {
            svg.text("note", MARGIN, MARGIN + LINE * (i + 1.7), notes.get(i));
        }
        double x = MARGIN;
        for (int i = 0; i < series.size(); i++) {
            double y = MARGIN + LINE * (notes.size() + 2.1);
            svg.add("rect", "class", COLOURS.get(i), "x", x, "y", y - 10, "width", 12, "height", 12, "rx", 2);
            svg.text("key", x + 18, y, series.get(i));
            x += 44 + 6.6 * series.get(i).length();
        }
        for (int i = 0; i < panels.size(); i++) {
            draw(svg, panels.get(i), MARGIN + i % 2 * COLUMN, head + i / 2 * ROW);
        }
        return svg.toFile(STYLE);
    }

    private void draw(Svg svg, Panel panel, double left, double top) {
        Frame frame = new Frame(left + AXIS, top + LINE, panel.sizes().size(), greatest(panel));
        svg.text("name", left, top + 4, panel.title());
        band(svg, panel, frame);
        double step = BarChart.step(frame.greatest);
        for (int i = 0; i * step <= frame.greatest + 1e-9; i++) {
            double y = frame.y(i * step);
            svg.add("line", "class", "grid", "x1", frame.left, "x2", frame.left + PLOT_WIDTH, "y1", y, "y2", y);
            svg.text("value", frame.left - 6, y + 4, BarChart.number(i * step));
        }
        for (int i = 0; i < panel.sizes().size(); i++) {
            svg.text(
                    "tick",
                    frame.x(i),
                    frame.top + PLOT_HEIGHT + LINE,
                    panel.sizes().get(i));
        }
        for (int i = 0; i < panel.lines().size(); i++) {
            line(svg, panel, i, frame);
        }
    }

    private static double greatest(Panel panel) {
        return panel.lines().stream()
                .flatMapToDouble(Arrays::stream)
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(1);
    }

    private static void band(Svg svg, Panel panel, Frame frame) {
        double best = panel.lines().isEmpty()
                ? Double.NaN
                : Arrays.stream(panel.lines().get(0))
                        .filter(value -> !Double.isNaN(value))
                        .min()
                        .orElse(Double.NaN);
        if (panel.limit() > 0 && best > 0) {
            double top = frame.y(Math.min(frame.greatest, best * (1 + panel.limit())));
            double height = frame.y(best) - top;
            svg.add("rect", "class", "band", "x", frame.left, "y", top, "width", PLOT_WIDTH, "height", height);
        }
    }

    private void line(Svg svg, Panel panel, int index, Frame frame) {
        double[] values = panel.lines().get(index);
        StringBuilder path = new StringBuilder();
        IntStream.range(0, values.length)
                .filter(i -> !Double.isNaN(values[i]))
                .forEach(i -> path.append(path.isEmpty() ? "M" : "L")
                        .append(Svg.number(frame.x(i)))
                        .append(' ')
                        .append(Svg.number(frame.y(values[i]))));
        if (path.isEmpty()) {
            return;
        }
        svg.add("path", "class", COLOURS.get(index), "d", path);
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                String tip = series.get(index) + ", " + panel.sizes().get(i) + ": " + BarChart.number(values[i]) + " "
                        + panel.unit();
                svg.addWithTip(
                        tip,
                        "circle",
                        "class",
                        COLOURS.get(index),
                        "cx",
                        frame.x(i),
                        "cy",
                        frame.y(values[i]),
                        "r",
                        3.5);
            }
        }
    }

    /** Where a panel's values lie in the drawing. */
    private record Frame(double left, double top, int sizes, double greatest) {
        double x(int size) {
            return left + (size + 0.5) * PLOT_WIDTH / sizes;
        }

        double y(double value) {
            return top + PLOT_HEIGHT * (1 - value / greatest);
        }
    }
}
