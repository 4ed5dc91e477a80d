package io.nacre.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of text, aligned for people or separated by tabs for programs. Headers that start with {@code >} align their
 * column right.
 */
public final class TextTable {
    private static final String GAP = "  ";

    private final boolean[] right;
    private final List<String[]> rows = new ArrayList<>();

    public TextTable(String... headers) {
        right = new boolean[headers.length];
        String[] names = new String[headers.length];
        for (int i = 0; i < headers.length; i++) {
            right[i] = headers[i].startsWith(">");
            names[i] = right[i] ? headers[i].substring(1) : headers[i];
        }
        rows.add(names);
    }

    /** Adds a row. One that is shorter than the headers ends in a remark, which may be wider than its column. */
    public void row(Object... cells) {
        rows.add(Stream.of(cells)
                .map(cell -> String.valueOf(cell).replaceAll("[\\t\\r\\n]+", " "))
                .toArray(String[]::new));
    }

    /** A number with a fixed count of decimals, a point between. */
    public static String decimal(double number, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", number);
    }

    /** The table with a tab between cells, each row ended by a line break. */
    public String toTsv() {
        return rows.stream()
                .map(row -> String.join("\t", row) + System.lineSeparator())
                .collect(Collectors.joining());
    }

    /** The table with aligned columns, each row ended by a line break. */
    @Override
    public String toString() {
        int[] widths = new int[right.length];
        for (String[] row : rows) {
            int aligned = row.length < widths.length ? row.length - 1 : row.length;
            for (int i = 0; i < aligned; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    private String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            String space = " ".repeat(Math.max(0, widths[i] - row[i].length()));
            line.append(i == 0 ? "" : GAP).append(right[i] ? space + row[i] : row[i] + space);
        }
        return line.toString().stripTrailing() + System.lineSeparator();
    }
}
