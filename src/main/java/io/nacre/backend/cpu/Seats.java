package io.nacre.backend.cpu;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbered places for the threads at one loop, each with scratch memory of its own. Place 0 is the caller's.
 */
final class Seats {
    /** As many as a number has bits. */
    static final int MOST = Long.SIZE;

    private final int count;
    /** A bit a place that is taken. */
    private final AtomicLong taken = new AtomicLong(1);

    Seats(int count) {
        this.count = Math.min(count, MOST);
    }

    /** A place for a helper; -1 if there is none. */
    int take() {
        while (true) {
            long now = taken.get();
            int seat = Long.numberOfTrailingZeros(~now);
            if (seat >= count) {
                return -1;
            }
            if (taken.compareAndSet(now, now | 1L << seat)) {
                return seat;
            }
        }
    }

    void leave(int seat) {
        long now = taken.get();
        while (!taken.compareAndSet(now, now & ~(1L << seat))) {
            now = taken.get();
        }
    }
}
