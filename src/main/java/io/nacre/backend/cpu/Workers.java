package io.nacre.backend.cpu;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A few daemon threads with a queue that neither grows nor allocates. It refuses what it has no room for: a loop's caller
 * does what nobody else does.
 */
final class Workers implements Executor, AutoCloseable {
    private static final int ROOM = 1024;
    /** Looks at an empty queue before a thread sleeps: some ten microseconds, less than waking it costs. */
    private static final int SPINS = 500;

    private final @Nullable Runnable[] queue = new Runnable[ROOM];
    private final Thread[] threads;
    private int head;
    private volatile int size;
    private volatile boolean closed;

    Workers(String name, int count) {
        threads = new Thread[count];
        for (int i = 0; i < count; i++) {
            threads[i] = new Thread(this::work, name + "-" + (i + 1));
            threads[i].setDaemon(true);
            threads[i].start();
        }
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock alone
    public synchronized void execute(Runnable task) {
        if (closed || size == ROOM) {
            throw new RejectedExecutionException(closed ? "closed" : "full");
        }
        queue[(head + size) % ROOM] = task;
        size++;
        notify();
    }

    private void work() {
        for (Runnable task = take(); task != null; task = take()) {
            task.run();
        }
    }

    /** The next task; null when there will be none. */
    private @Nullable Runnable take() {
        for (int spin = 0; spin < SPINS && size == 0; spin++) {
            Thread.onSpinWait();
        }
        synchronized (this) {
            while (size == 0 && !closed) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    return null; // nobody but the JVM's end interrupts these threads
                }
            }
            return closed ? null : poll();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // called under the lock
    private @Nullable Runnable poll() {
        Runnable task = queue[head];
        queue[head] = null;
        head = (head + 1) % ROOM;
        size--;
        return task;
    }

    /** Ends the threads and waits for what they are doing; tasks that nobody began are forgotten. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive() && thread != Thread.currentThread()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
