package io.nacre.bench.report;

import io.nacre.text.Svg;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups of bars that lie beside a line at 1: how many times as fast as a yardstick each of several was on each of several
 * things.
 *
 * @param notes lines below the title: what was measured, and how
 * @param series whose the bars are, in the order in which a group has them; at most four
 * @param yardstick what 1 stands for
 */
public record BarChart(String title, List<String> notes, List<String> series, String yardstick, List<Group> groups) {

    /**
     * Bars that belong together.
     *
     * @param bars one a series; null where it has none
     */
    public record Group(String name, List<@Nullable Bar> bars) {}

    /**
     * A bar.
     *
     * @param length in units of the yardstick's
     * @param label what stands at its end
     */
    public record Bar(double length, String label) {}

    private static final List<String> COLOURS = List.of("accent", "third", "fourth", "second");
    private static final double WIDTH = 860;
    private static final double MARGIN = 24;
    private static final double LETTER = 8;
    private static final double LABELS = 130;
    private static final double BAR = 13;
    private static final double GAP = 14;
    private static final double LINE = 18;
    private static final String STYLE = """
            text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; fill: var(--ink); }
            .ground { fill: var(--card); stroke: var(--rule); }
            .title { font-size: 18px; font-weight: 600; }
            .note, .tick, .label { fill: var(--soft); }
            .label { font-size: 11px; paint-order: stroke; stroke: var(--card); stroke-width: 3px; }
            .name { font-weight: 600; text-anchor: end; }
            .tick { text-anchor: middle; }
            .grid { stroke: var(--rule); }
            .one { stroke: var(--ink); stroke-dasharray: 3 3; }
            .accent { fill: var(--accent); } .second { fill: var(--second); }
            .third { fill: var(--third); } .fourth { fill: var(--fourth); }
            """;

    /** A side's name in full: {@code ort} is ONNX Runtime, {@code torch} PyTorch, others are backends of Nacre. */
    public static String named(String side) {
        return switch (side) {
            case "ort" -> "ONNX Runtime";
            case "torch" -> "PyTorch";
            default -> "Nacre " + side;
        };
    }

    /** The chart as a file. */
    public String toSvg() {
        double head = MARGIN + LINE * (notes.size() + 3);
        double body = groups.stream().mapToDouble(this::height).sum();
        double end = head + body;
        Svg svg = new Svg(WIDTH, end + LINE + MARGIN, title);
        svg.add(
                "rect",
                "class",
                "ground",
                "x",
                0.5,
                "y",
                0.5,
                "width",
                WIDTH - 1,
                "height",
                end + LINE + MARGIN - 1,
                "rx",
                12);
        svg.text("title", MARGIN, MARGIN + 8, title);
        for (int i = 0; i < notes.size(); i++) {
            svg.text("note", MARGIN, MARGIN + LINE * (i + 1.7), notes.get(i));
        }
        legend(svg, MARGIN + LINE * (notes.size() + 2.1));
        grid(svg, head, end);
        double y = head;
        for (Group group : groups) {
            draw(svg, group, y);
            y += height(group);
        }
        return svg.toFile(STYLE);
    }

    private double height(Group group) {
        return group.bars().size() * BAR + GAP;
    }

    private void legend(Svg svg, double y) {
        double x = MARGIN;
        for (int i = 0; i < series.size(); i++) {
            svg.add("rect", "class", COLOURS.get(i), "x", x, "y", y - 10, "width", 12, "height", 12, "rx", 2);
            svg.text("key", x + 18, y, series.get(i));
            x += 44 + 6.6 * series.get(i).length();
        }
        svg.text("note", x, y, "1× is " + yardstick + ", longer is faster");
    }

    private void grid(Svg svg, double top, double bottom) {
        double step = step(longest());
        for (int i = 0; i * step <= longest() + 1e-9; i++) {
            double x = x(i * step);
            String kind = i * step == 1 ? "one" : "grid";
            svg.add("line", "class", kind, "x1", x, "x2", x, "y1", top - 4, "y2", bottom);
            svg.text("tick", x, bottom + LINE, number(i * step) + "×");
        }
        if (1 % step != 0) {
            svg.add("line", "class", "one", "x1", x(1), "x2", x(1), "y1", top - 4, "y2", bottom);
        }
    }

    private void draw(Svg svg, Group group, double y) {
        svg.text("name", names() - 12, y + (height(group) - GAP) / 2 + 4, group.name());
        for (int i = 0; i < group.bars().size(); i++) {
            Bar bar = group.bars().get(i);
            double top = y + i * BAR;
            if (bar == null) {
                svg.text("label", names() + 6, top + BAR - 3, "does not run it");
            } else {
                double width = Math.max(1, x(bar.length()) - names());
                svg.addWithTip(
                        group.name() + ", " + series.get(i) + ": " + bar.label(),
                        "rect",
                        "class",
                        COLOURS.get(i),
                        "x",
                        names(),
                        "y",
                        top + 1,
                        "width",
                        width,
                        "height",
                        BAR - 2,
                        "rx",
                        2);
                svg.text("label", names() + width + 6, top + BAR - 3, bar.label());
            }
        }
    }

    private double longest() {
        double longest = 1;
        for (Group group : groups) {
            for (Bar bar : group.bars()) {
                longest = Math.max(longest, bar == null ? 0 : bar.length());
            }
        }
        return longest;
    }

    /** Where the names end and the bars begin. */
    private double names() {
        int longest =
                groups.stream().mapToInt(group -> group.name().length()).max().orElse(0);
        return MARGIN + 12 + LETTER * longest;
    }

    private double x(double length) {
        return names() + length / longest() * (WIDTH - names() - LABELS - MARGIN);
    }

    /** Between ticks: 1, 2 or 5 times a power of ten, so that there are at most eight. */
    static double step(double range) {
        double power = Math.pow(10, Math.floor(Math.log10(range / 8)));
        for (double factor : new double[] {1, 2, 5}) {
            if (range / (factor * power) <= 8) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** With at most two decimals, and none that says nothing. */
    static String number(double value) {
        return new BigDecimal(value)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
