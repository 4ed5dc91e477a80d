package io.nacre.cli;

import io.nacre.backend.Backend;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** A backend that is being opened while something else is done: loading a driver takes as long as reading a model. */
final class BackendOpening implements AutoCloseable {
    private final FutureTask<Backend> opening;

    /** Begins at once, in a thread of its own. */
    BackendOpening(Supplier<Backend> open) {
        opening = new FutureTask<>(open::get);
        Thread thread = new Thread(opening, "nacre-open");
        thread.setDaemon(true);
        thread.start();
    }

    /** The backend, which {@link #close} closes; throws what opening it threw. */
    Backend get() {
        try {
            return await();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e); // a supplier throws nothing else
        }
    }

    /** Waits in spite of interrupts: a process must not end in the middle of a driver's start. */
    private Backend await() throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return opening.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        try {
            await().close();
        } catch (ExecutionException e) {
            return; // was not opened, of which get tells
        }
    }
}
