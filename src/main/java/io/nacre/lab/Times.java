package io.nacre.lab;

import java.util.List;

/**
 * How long runs took on the device, in nanoseconds.
 *
 * @param median half of the runs took less
 * @param low a tenth of the runs took less
 * @param high a tenth of the runs took more
 * @param runs how many were timed; 0 if none was
 */
public record Times(long median, long low, long high, int runs) {
    /** Of what was not timed. */
    public static final Times NONE = new Times(0, 0, 0, 0);

    /** The times of single runs, at least one. */
    public static Times of(List<Long> nanoseconds) {
        long[] sorted = nanoseconds.stream().mapToLong(Long::longValue).sorted().toArray();
        int last = sorted.length - 1;
        return new Times(sorted[last / 2], sorted[last / 10], sorted[last - last / 10], sorted.length);
    }

    public boolean isKnown() {
        return runs > 0;
    }

    /** Half of the way from the low to the high end, as a share of the median. */
    public double spread() {
        return median == 0 ? 0 : (high - low) / 2.0 / median;
    }
}
