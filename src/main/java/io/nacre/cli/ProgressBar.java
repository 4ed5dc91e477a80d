package io.nacre.cli;

import java.io.PrintWriter;

/** How far something is that takes minutes: a bar that is drawn over and over on a terminal, else a line for each tenth. */
final class ProgressBar {
    private static final int WIDTH = 24;
    private static final int LONGEST = 118;

    private final PrintWriter target;
    private final boolean terminal;
    private int tenths;
    private int shown;

    /**
     * A bar that is not drawn yet.
     *
     * @param terminal whether a line can be drawn over
     */
    ProgressBar(PrintWriter target, boolean terminal) {
        this.target = target;
        this.terminal = terminal;
    }

    /**
     * Draws it.
     *
     * @param done from 0 to 1
     * @param what is being done
     */
    void show(double done, String what) {
        double share = Math.max(0, Math.min(1, done));
        int full = (int) (share * WIDTH);
        String line = "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + (int) (100 * share) + "%  " + what;
        if (terminal) {
            String cut = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
            target.print("\r" + cut + " ".repeat(Math.max(0, shown - cut.length())));
            shown = cut.length();
            target.flush();
        } else if ((int) (10 * share) >= tenths) {
            tenths = (int) (10 * share) + 1;
            target.println(line);
        }
    }

    /** Takes the bar away, so that other lines can be written. */
    void clear() {
        if (terminal && shown > 0) {
            target.print("\r" + " ".repeat(shown) + "\r");
            target.flush();
            shown = 0;
        }
    }
}
