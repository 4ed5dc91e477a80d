package io.nacre.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Work on several threads, of which the caller's is one, and that ends before the call returns. */
final class InParallel {
    private final IntConsumer work;
    private final int count;
    private final AtomicInteger next = new AtomicInteger();
    private @Nullable Throwable failure;
    private int failed = Integer.MAX_VALUE;

    private InParallel(int count, IntConsumer work) {
        this.count = count;
        this.work = work;
    }

    /**
     * Calls work for each number from 0 on. Once one fails no further one is begun, and of those that failed the lowest throws.
     *
     * @param threads at most so many at once
     */
    static void each(int count, int threads, IntConsumer work) {
        InParallel all = new InParallel(count, work);
        List<Thread> others = new ArrayList<>();
        for (int i = 1; i < Math.min(threads, count); i++) {
            Thread other = new Thread(all::run, "nacre-prepare-" + i);
            other.setDaemon(true);
            other.start();
            others.add(other);
        }
        all.run();
        others.forEach(InParallel::join);
        all.requireSuccess();
    }

    private void run() {
        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            try {
                work.accept(i);
            } catch (RuntimeException | Error e) {
                fail(i, e);
            }
        }
    }

    private synchronized void fail(int number, Throwable how) {
        next.set(count);
        if (number < failed) {
            failed = number;
            failure = how;
        }
    }

    private synchronized void requireSuccess() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Waits in spite of interrupts, of which the caller is told by its thread's flag. */
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
