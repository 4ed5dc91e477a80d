package io.nacre.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times sides beside each other: they take turns in rounds, in reversed order every other round, so that what disturbs the
 * machine for a while disturbs all of them. A round's figure of a side is its median run.
 *
 * @param seconds how long each side is measured, all rounds together
 */
record Contest(double seconds) {
    /** Pairs of each ratio. */
    static final int ROUNDS = 9;

    private static final double WARM_UP = 1.5;
    private static final int WARM_UP_RUNS = 3;
    /** After a side's turn its threads spin for a while, waiting for more, before they sleep: that is not the next one's fault. */
    private static final long REST_MILLISECONDS = 30;

    /** Each side's times by its name; the same number of rounds for all. */
    Map<String, Times> run(Map<String, Side> sides) throws InterruptedException {
        Map<String, double[]> rounds = new LinkedHashMap<>();
        for (Map.Entry<String, Side> side : sides.entrySet()) {
            rounds.put(side.getKey(), new double[ROUNDS]);
            turn(side.getValue(), Math.min(WARM_UP, 2 * seconds), WARM_UP_RUNS);
        }
        List<String> order = new ArrayList<>(sides.keySet());
        for (int round = 0; round < ROUNDS; round++) {
            for (String name : order) {
                Thread.sleep(REST_MILLISECONDS);
                Side side = sides.get(name);
                side.run();
                rounds.get(name)[round] = turn(side, seconds / ROUNDS, 1);
            }
            Collections.reverse(order);
        }
        Map<String, Times> times = new LinkedHashMap<>();
        rounds.forEach((name, values) -> times.put(name, new Times(values)));
        return times;
    }

    /** Runs a side until this time is over, but at least so often; the median run in milliseconds. */
    private static double turn(Side side, double seconds, int runs) {
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        double[] times = new double[64];
        int count = 0;
        while (count < runs || start < end) {
            side.run();
            long now = System.nanoTime();
            times = count == times.length ? Arrays.copyOf(times, 2 * count) : times;
            times[count++] = (now - start) / 1e6;
            start = now;
        }
        return Times.quantile(Arrays.copyOf(times, count), 0.5);
    }
}
