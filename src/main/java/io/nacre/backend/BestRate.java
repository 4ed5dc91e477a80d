package io.nacre.backend;

import java.util.Arrays;

/**
 * How fast a piece of work can be done again and again: the best of several samples, as others can only disturb.
 *
 * @param perSecond how often a second the work is done at best
 * @param steady whether half of the samples came near the best one: the machine was idle otherwise
 */
public record BestRate(double perSecond, boolean steady) {
    /** A sample is long beside the cost of starting and awaiting it. */
    private static final double SAMPLE_SECONDS = 0.005;

    private static final int MOST_TIMES = 1 << 20;
    private static final int LEAST_SAMPLES = 5;
    private static final int MOST_SAMPLES = 1000;
    private static final double NEAR = 1.2;

    /** A piece of work. */
    public interface Work {
        /** Does it so often, and returns when all is done. */
        void run(int times);
    }

    /**
     * Measures a piece of work.
     *
     * @param seconds how long is measured, less where five samples take longer
     */
    public static BestRate of(Work work, double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        int times = 1;
        while (time(work, times) < SAMPLE_SECONDS && times < MOST_TIMES) {
            times *= 2;
        }
        double[] samples = new double[MOST_SAMPLES];
        int count = 0;
        while (count < LEAST_SAMPLES || (System.nanoTime() < end && count < MOST_SAMPLES)) {
            samples[count++] = time(work, times);
        }
        Arrays.sort(samples, 0, count);
        return new BestRate(times / samples[0], samples[count / 2] <= NEAR * samples[0]);
    }

    private static double time(Work work, int times) {
        long start = System.nanoTime();
        work.run(times);
        return Math.max(1, System.nanoTime() - start) / 1e9;
    }
}
