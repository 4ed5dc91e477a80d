package io.nacre.plan;

import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;

/**
 * So many may have a turn at once. A turn that ends is free for whoever comes first, so that threads that run often need not wait
 * for sleepers to wake; but who stood first in line for a while is given the next one. Waiting neither allocates nor ends by an
 * interrupt, which stays set. Thread-safe.
 */
final class Turns {
    /** Nanoseconds that the first in line may be passed by. */
    private static final long PATIENCE = 1_000_000;

    /** Those without a turn, the first one first. */
    private final ArrayDeque<Thread> waiting = new ArrayDeque<>();

    private int free;
    /** Since when the first one is first. */
    private long firstSince;
    /** Whether the first one was woken, and has not looked yet. */
    private boolean firstWoken;

    Turns(int most) {
        free = most;
    }

    void take() {
        Thread caller = Thread.currentThread();
        synchronized (this) {
            if (free > 0) {
                free--;
                return;
            }
            if (waiting.isEmpty()) {
                firstSince = System.nanoTime();
            }
            waiting.add(caller);
        }
        boolean interrupted = false;
        do {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        } while (!hasTurn(caller));
        if (interrupted) {
            caller.interrupt();
        }
    }

    /** Whether one who waits was given a turn, or finds a free one. */
    private synchronized boolean hasTurn(Thread caller) {
        if (!waiting.contains(caller)) {
            return true;
        }
        if (waiting.peek() != caller) {
            return false;
        }
        firstWoken = false;
        if (free == 0) {
            return false;
        }
        free--;
        leaveLine();
        if (free > 0) {
            wakeFirst();
        }
        return true;
    }

    void pass() {
        Thread first;
        synchronized (this) {
            first = waiting.peek();
            if (first == null || System.nanoTime() - firstSince < PATIENCE) {
                free++;
                wakeFirst();
                return;
            }
            leaveLine();
        }
        LockSupport.unpark(first);
    }

    private void wakeFirst() {
        Thread first = waiting.peek();
        if (first != null && !firstWoken) {
            firstWoken = true;
            LockSupport.unpark(first);
        }
    }

    private void leaveLine() {
        waiting.remove();
        firstSince = System.nanoTime();
        firstWoken = false;
    }
}
