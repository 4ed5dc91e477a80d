package io.nacre.backend.cpu;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Those who run a loop: the thread that asks, and helpers from an executor, each with a workspace.
 *
 * @see ParallelLoop
 */
final class Team {
    private final Executor executor;
    private final int threads;
    private final ArrayDeque<Workspace> idle;

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

    /** Asks for help with a loop of so many tiles. Help may come late or never. */
    void invite(ParallelLoop loop, int tiles) {
        try {
            for (int helper = Math.min(threads, tiles) - 1; helper > 0; helper--) {
                executor.execute(loop);
            }
        } catch (RejectedExecutionException e) {
            return; // the caller does it alone
        }
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
