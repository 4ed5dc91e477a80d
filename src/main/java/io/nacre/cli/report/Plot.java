package io.nacre.cli.report;

import io.nacre.lab.TrialResult;
import io.nacre.text.Markup;
import java.util.Locale;

/** A drawing in SVG with two axes, in the colours of the page around it. */
final class Plot {
    static final int WIDTH = 560;
    static final int HEIGHT = 380;
    static final int LEFT = 62;
    static final int RIGHT = WIDTH - 22;
    static final int TOP = 30;
    static final int BOTTOM = HEIGHT - 58;

    private final StringBuilder svg = new StringBuilder();
    private final Axis x;
    private final Axis y;

    /** Where a text stands beside its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /**
     * A frame with its grid.
     *
     * @param title what it shows, for those who cannot see it
     */
    Plot(String title, Axis x, String xName, Axis y, String yName) {
        this.x = x;
        this.y = y;
        add("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n", WIDTH, HEIGHT, Markup.escaped(title));
        for (double tick : x.ticks()) {
            add("<path class=\"grid\" d=\"M%.1f %dV%d\"/>", x.position(tick), TOP, BOTTOM);
            text(x.position(tick), BOTTOM + 20, Anchor.MIDDLE, "tick", Axis.label(tick));
        }
        for (double tick : y.ticks()) {
            add("<path class=\"grid\" d=\"M%d %.1fH%d\"/>", LEFT, y.position(tick), RIGHT);
            text(LEFT - 8, y.position(tick) + 5, Anchor.END, "tick", Axis.label(tick));
        }
        add("<path class=\"axes\" d=\"M%d %dV%dH%d\"/>\n", LEFT, TOP, BOTTOM, RIGHT);
        text(RIGHT, HEIGHT - 12, Anchor.END, "name", xName);
        text(4, 13, Anchor.START, "name", yName);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    /** A text at a place of the page. */
    void text(double left, double base, Anchor anchor, String kind, String text) {
        add(
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
                kind, left, base, anchor.name().toLowerCase(Locale.ROOT), Markup.escaped(text));
    }

    /** A path through points: x and y by turns. */
    void line(String kind, double... points) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < points.length; i += 2) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(String.format(Locale.ROOT, "%.1f %.1f", x.position(points[i]), y.position(points[i + 1])));
        }
        add("<path class=\"%s\" d=\"%s\"/>\n", kind, path);
    }

    /**
     * A trial: a circle if it is right, else a cross, in its verdict's colour, with a tooltip, leading to its row of the
     * table.
     *
     * @param row the row's name
     * @param best whether a ring goes around it
     */
    void trial(double left, double top, TrialResult trial, String row, String tooltip, boolean best) {
        add("<a href=\"#%s\" class=\"trial %s\"><title>%s</title>", row, trial.verdict(), Markup.escaped(tooltip));
        if (best) {
            add("<circle class=\"ring\" cx=\"%.1f\" cy=\"%.1f\" r=\"9.5\"/>", left, top);
        }
        if (trial.isRight()) {
            add("<circle class=\"mark\" cx=\"%.1f\" cy=\"%.1f\" r=\"5.5\"/>", left, top);
        } else {
            add("<circle class=\"hold\" cx=\"%.1f\" cy=\"%.1f\" r=\"8\"/>", left, top);
            add("<path class=\"cross\" d=\"M%.1f %.1fl10 10m0 -10l-10 10\"/>", left - 5, top - 5);
        }
        add("</a>\n");
    }

    Axis x() {
        return x;
    }

    Axis y() {
        return y;
    }

    /** The drawing. */
    String svg() {
        return svg + "</svg>\n";
    }
}
