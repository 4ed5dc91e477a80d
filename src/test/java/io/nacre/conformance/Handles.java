package io.nacre.conformance;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what a test opened, last first, whatever happens. */
final class Handles implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    <H extends AutoCloseable> H add(H handle) {
        open.push(handle);
        return handle;
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                RuntimeException wrapped = e instanceof RuntimeException known ? known : new IllegalStateException(e);
                if (failure == null) {
                    failure = wrapped;
                } else {
                    failure.addSuppressed(wrapped);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
