package io.nacre.backend.cpu;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Those who run a loop: the thread that asks, and helpers from an executor, each with a workspace.
 *
 * @see ParallelLoop
 */
final class Team {
    private final Executor executor;
    private final int threads;
    private final ArrayDeque<Workspace> idle;
    /** Callers that are at a loop. */
    private final AtomicInteger busy = new AtomicInteger();

    /**
     * @param executor where helpers come from; it may refuse
     * @param threads how many threads may work on one loop, the asking one included
     */
    Team(Executor executor, int threads) {
        this.executor = executor;
        this.threads = threads;
        this.idle = new ArrayDeque<>(2 * threads);
    }

    int threads() {
        return threads;
    }

    /**
     * Asks for help with a loop of so many tiles, as much as other callers' loops leave. Help may come late or never.
     * {@link #done} must follow.
     */
    void invite(ParallelLoop loop, int tiles) {
        int callers = busy.incrementAndGet();
        try {
            for (int helper = Math.min(threads - callers, tiles - 1); helper > 0; helper--) {
                executor.execute(loop);
            }
        } catch (RejectedExecutionException e) {
            return; // the caller does it alone
        }
    }

    /** A caller's loop has ended. */
    void done() {
        busy.decrementAndGet();
    }

    /** A workspace for a helper; handed back by {@link #release}. */
    Workspace acquire() {
        synchronized (idle) {
            Workspace workspace = idle.poll();
            if (workspace != null) {
                return workspace;
            }
        }
        return new Workspace();
    }

    void release(Workspace workspace) {
        synchronized (idle) {
            idle.push(workspace);
        }
    }
}
