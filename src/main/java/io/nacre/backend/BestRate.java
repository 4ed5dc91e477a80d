package io.nacre.backend;

/** Measures how fast a piece of work can be done again and again: the best of several samples, as others only disturb. */
public final class BestRate {
    /** A sample is long beside the cost of starting and awaiting it. */
    private static final double SAMPLE_SECONDS = 0.005;

    private static final int MOST_TIMES = 1 << 20;
    private static final int LEAST_SAMPLES = 3;

    private BestRate() {}

    /** A piece of work. */
    public interface Work {
        /** Does it so often, and returns when all is done. */
        void run(int times);
    }

    /**
     * How often a second the work is done at best.
     *
     * @param seconds how long is measured, less where three samples take longer
     */
    public static double perSecond(Work work, double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        int times = 1;
        double elapsed = time(work, times);
        while (elapsed < SAMPLE_SECONDS && times < MOST_TIMES) {
            times *= 2;
            elapsed = time(work, times);
        }
        double best = elapsed;
        for (int sample = 1; sample < LEAST_SAMPLES || System.nanoTime() < end; sample++) {
            best = Math.min(best, time(work, times));
        }
        return times / best;
    }

    private static double time(Work work, int times) {
        long start = System.nanoTime();
        work.run(times);
        return Math.max(1, System.nanoTime() - start) / 1e9;
    }
}
