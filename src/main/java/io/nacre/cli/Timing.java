package io.nacre.cli;

import java.util.Arrays;

/**
 * How long runs took.
 *
 * @param nanoseconds in ascending order, at least one
 */
record Timing(long[] nanoseconds) {
    Timing {
        nanoseconds = nanoseconds.clone();
        Arrays.sort(nanoseconds);
    }

    /** Times runs one by one. */
    static Timing of(Runnable run, int repeats) {
        long[] times = new long[repeats];
        for (int i = 0; i < repeats; i++) {
            times[i] = time(run);
        }
        return new Timing(times);
    }

    /** Times runs until this time is over, but at least {@code repeats} of them. */
    static Timing during(Runnable run, double seconds, int repeats) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        long[] times = new long[64];
        int count = 0;
        while (count < repeats || System.nanoTime() < end) {
            times = count == times.length ? Arrays.copyOf(times, 2 * count) : times;
            times[count++] = time(run);
        }
        return new Timing(Arrays.copyOf(times, count));
    }

    private static long time(Runnable run) {
        long start = System.nanoTime();
        run.run();
        return System.nanoTime() - start;
    }

    /** The time below which a share of the runs lies, in milliseconds, linear between runs. */
    double milliseconds(double share) {
        double position = share * (nanoseconds.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, nanoseconds.length - 1);
        double between = position - below;
        return ((1 - between) * nanoseconds[below] + between * nanoseconds[above]) / 1e6;
    }

    double median() {
        return milliseconds(0.5);
    }

    int runs() {
        return nanoseconds.length;
    }
}
