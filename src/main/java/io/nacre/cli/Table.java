package io.nacre.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows under headings, aligned for people or separated by tabs for programs. */
final class Table {
    private static final String GAP = "  ";
    private final boolean tsv;
    private final List<Boolean> numeric = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param headings those that begin with {@code >} stand over numbers, which are aligned at the right
     */
    Table(boolean tsv, String... headings) {
        this.tsv = tsv;
        List<String> names = new ArrayList<>();
        for (String heading : headings) {
            numeric.add(heading.startsWith(">"));
            names.add(heading.startsWith(">") ? heading.substring(1) : heading);
        }
        rows.add(names);
    }

    /** Adds a row. One that is shorter than the headings ends in a remark, which may be wider than its column. */
    Table row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell).replaceAll("[\\t\\r\\n]+", " "));
        }
        rows.add(row);
        return this;
    }

    void print(PrintWriter out) {
        int[] widths = widths();
        for (List<String> row : rows) {
            out.println(tsv ? String.join("\t", row) : aligned(row, widths));
        }
    }

    private int[] widths() {
        int[] widths = new int[numeric.size()];
        for (List<String> row : rows) {
            boolean remark = row.size() < widths.length;
            for (int column = 0; column < row.size() - (remark ? 1 : 0); column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return widths;
    }

    private String aligned(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            String blanks = " ".repeat(Math.max(0, widths[column] - cell.length()));
            line.append(column == 0 ? "" : GAP)
                    .append(numeric.get(column) ? blanks + cell : cell + blanks);
        }
        return line.toString().stripTrailing();
    }
}
