package io.nacre.peers;

import java.util.Arrays;

/**
 * What one side took, round by round, in milliseconds a run; rounds of sides that took turns belong together.
 *
 * @param rounds the median run of each round
 */
record Times(double[] rounds) {

    double median() {
        return quantile(rounds, 0.5);
    }

    /** How many times as long another side took: above 1, this one is faster. */
    Ratio ratio(Times other) {
        double[] pairs = new double[rounds.length];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = other.rounds[i] / rounds[i];
        }
        return new Ratio(quantile(pairs, 0.5), quantile(pairs, 0.25), quantile(pairs, 0.75));
    }

    /**
     * A ratio of times.
     *
     * @param median of the pairs
     * @param low a quarter of the pairs lie below
     * @param high a quarter lie above
     */
    record Ratio(double median, double low, double high) {}

    /** The value below which a share of the values lies, linear between them. */
    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        double part = position - below;
        return (1 - part) * sorted[below] + part * sorted[above];
    }
}
