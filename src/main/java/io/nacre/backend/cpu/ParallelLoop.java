package io.nacre.backend.cpu;

import io.nacre.backend.IndexFault;
import io.nacre.error.BackendException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs all tiles of an operation, again and again, without allocating. The calling thread takes part: it never waits for
 * help, only for tiles that a helper has begun. A helper that comes late finds nothing to do, or helps with the next run.
 */
final class ParallelLoop implements Runnable {
    /** Looks at the last helper's tile before the caller sleeps. */
    private static final int SPINS = 2000;

    private final String name;
    private final Tiles tiles;
    private final int count;
    private final Team team;
    private final Seats seats;
    /** The next tile to begin; from {@link #count} on there is none. */
    private final AtomicInteger next;
    /** Tiles of this run that are not finished. */
    private final AtomicInteger remaining = new AtomicInteger();

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    ParallelLoop(String name, Tiles tiles, Team team) {
        this.name = name;
        this.tiles = tiles;
        this.count = tiles.count();
        this.team = team;
        this.seats = new Seats(team.threads());
        this.next = new AtomicInteger(count);
    }

    /**
     * Runs every tile; returns when all are done. Called by one thread at a time.
     *
     * @param workspace the calling thread's
     */
    void runAll(Workspace workspace) {
        remaining.set(count);
        next.set(0);
        team.invite(this, count);
        work(workspace, 0);
        awaitHelpers();
        team.done();
        Throwable thrown = failure.getAndSet(null);
        if (thrown instanceof IndexFault fault) {
            throw fault;
        }
        if (thrown != null) {
            throw new BackendException(name + ": failed while it ran: " + thrown, thrown);
        }
    }

    /** Helps. */
    @Override
    public void run() {
        if (next.get() >= count) {
            return;
        }
        int seat = seats.take();
        if (seat >= 0) {
            Workspace workspace = team.acquire();
            work(workspace, seat);
            team.release(workspace);
            seats.leave(seat);
        }
    }

    private void work(Workspace workspace, int seat) {
        workspace.seat = seat;
        for (int tile = next.getAndIncrement(); tile < count; tile = next.getAndIncrement()) {
            try {
                tiles.run(tile, workspace);
            } catch (Throwable e) { // handed to the caller, on whichever thread it happened
                failure.compareAndSet(null, e);
            }
            if (remaining.decrementAndGet() == 0) {
                synchronized (this) {
                    notifyAll();
                }
            }
        }
    }

    private void awaitHelpers() {
        for (int spin = 0; spin < SPINS && remaining.get() > 0; spin++) {
            Thread.onSpinWait();
        }
        boolean interrupted = false;
        synchronized (this) {
            while (remaining.get() > 0) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true; // helpers still write to the outputs: wait for them, then say so
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
