package io.nacre.backend;

/** A kernel bound to memory and a queue. Used by one thread at a time. */
public interface Launch extends AutoCloseable {

    /** Puts the operation into the queue: the whole hot path. Allocates nothing. */
    void enqueue();

    @Override
    void close();
}
