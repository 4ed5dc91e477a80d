package io.nacre.text;

import java.util.Locale;

/** A drawing in SVG, of elements whose looks are told by classes of CSS: for a page, or a file of its own. */
public final class Svg {
    private final StringBuilder elements = new StringBuilder();
    private final double width;
    private final double height;
    private final String label;

    /**
     * An empty drawing.
     *
     * @param width in units of the drawing; a file of its own is as many pixels wide
     * @param label what it shows, for those who cannot see it
     */
    public Svg(double width, double height, String label) {
        this.width = width;
        this.height = height;
        this.label = label;
    }

    /**
     * Adds an element.
     *
     * @param name as {@code rect}, {@code line}, {@code path}, {@code circle}
     * @param attributes a name, then its value, and so on; numbers get one decimal
     */
    public Svg add(String name, Object... attributes) {
        return open(name, attributes).close("/>");
    }

    /** Adds an element that tells more where a pointer rests on it. */
    public Svg addWithTip(String tip, String name, Object... attributes) {
        return open(name, attributes).close("><title>" + Markup.escaped(tip) + "</title></" + name + ">");
    }

    /** Adds a line of text; class {@code kind}. */
    public Svg text(String kind, double x, double y, String text) {
        return open("text", "class", kind, "x", x, "y", y).close(">" + Markup.escaped(text) + "</text>");
    }

    private Svg open(String name, Object... attributes) {
        elements.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            String value = attributes[i + 1] instanceof Number number
                    ? number(number.doubleValue())
                    : Markup.escaped(attributes[i + 1].toString());
            elements.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(value)
                    .append('"');
        }
        return this;
    }

    private Svg close(String end) {
        elements.append(end).append('\n');
        return this;
    }

    /** A coordinate; tenths are finer than a screen. */
    public static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** A file of its own, on a ground of its own, light or dark as the reader's device is. */
    public String toFile(String style) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$s %2$s" width="%1$s" height="%2$s" role="img" aria-label="%3$s">
                <style>
                %4$s%5$s</style>
                %6$s</svg>
                """.formatted(number(width), number(height), Markup.escaped(label), Markup.palette(), style, elements);
    }

    /** A part of a page, which has the style and the width. */
    @Override
    public String toString() {
        return """
                <svg viewBox="0 0 %s %s" role="img" aria-label="%s">
                %s</svg>
                """.formatted(number(width), number(height), Markup.escaped(label), elements);
    }
}
