package io.nacre.backend.cpu;

import java.util.Arrays;

/** For each output position of an axis, the taps of its window that lie in the input. */
final class TapRanges {
    private final Taps taps;
    private final int[] first;
    private final int[] count;

    TapRanges(Taps taps) {
        this.taps = taps;
        first = new int[taps.out()];
        count = new int[taps.out()];
        Arrays.setAll(first, taps::firstTap);
        Arrays.setAll(count, output -> Math.max(taps.endTap(output) - first[output], 0));
    }

    Taps taps() {
        return taps;
    }

    /** How many taps lie in the input. */
    int count(int output) {
        return count[output];
    }

    /** Where the first of them lies. */
    int start(int output) {
        return taps.position(output, first[output]);
    }

    /** The distance from one to the next. */
    int step() {
        return taps.axis().dilation();
    }
}
