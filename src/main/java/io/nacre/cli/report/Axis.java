package io.nacre.cli.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Where values of a plot lie on the page.
 *
 * @param low the value at {@code from}
 * @param high the value at {@code to}, above low
 * @param logarithmic whether equal distances are equal ratios; values are then above 0
 */
record Axis(double low, double high, double from, double to, boolean logarithmic) {
    private static final int TICKS = 6;

    /** From 0 to somewhat above the largest value. */
    static Axis linear(double largest, double from, double to) {
        return new Axis(0, largest > 0 ? 1.12 * largest : 1, from, to, false);
    }

    /** The numbers from 1 to a count, with room at either end. */
    static Axis counting(int count, double from, double to) {
        return new Axis(0.5, count + 0.5, from, to, false);
    }

    /** Whole decades around all values. */
    static Axis logarithmic(double smallest, double largest, double from, double to) {
        double low = Math.floor(Math.log10(smallest) - 0.05);
        double high = Math.ceil(Math.log10(largest) + 0.05);
        return new Axis(Math.pow(10, low), Math.pow(10, high), from, to, true);
    }

    double position(double value) {
        double share = logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return from + share * (to - from);
    }

    /** Round values in ascending order, few enough to be labelled. */
    List<Double> ticks() {
        return logarithmic ? decades() : steps();
    }

    private List<Double> decades() {
        List<Double> ticks = new ArrayList<>();
        boolean few = high / low < 1e3;
        for (double decade = low; decade < 1.001 * high; decade *= 10) {
            for (int multiple : few ? new int[] {1, 2, 5} : new int[] {1}) {
                if (multiple * decade < 1.001 * high) {
                    ticks.add(multiple * decade);
                }
            }
        }
        return ticks;
    }

    private List<Double> steps() {
        double raw = (high - low) / TICKS;
        double decade = Math.pow(10, Math.floor(Math.log10(raw)));
        double step =
                raw <= decade ? decade : raw <= 2 * decade ? 2 * decade : raw <= 5 * decade ? 5 * decade : 10 * decade;
        step = low > 0 ? Math.max(1, step) : step; // numbers that are counted are whole
        List<Double> ticks = new ArrayList<>();
        for (int i = (int) Math.ceil(low / step); i * step <= 1.0001 * high; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** A value as people write it, of three digits. */
    static String label(double value) {
        return new BigDecimal(value)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }
}
