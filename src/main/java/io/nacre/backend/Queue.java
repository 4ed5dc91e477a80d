package io.nacre.backend;

import java.util.List;

/**
 * An in-order stream of transfers and launches. Used by one thread at a time; closing waits for what was enqueued.
 *
 * <p>Host buffers are {@link java.nio.FloatBuffer}s or {@link java.nio.IntBuffer}s, after the type of the device buffer;
 * what is copied are their remaining elements, and their positions stay as they are.
 */
public interface Queue extends AutoCloseable {

    /** Whether launches are timed. */
    enum Mode {
        PLAIN,
        PROFILING
    }

    /** Copies to the device. The host buffer may be reused when this returns. */
    void write(java.nio.Buffer source, Buffer target, long offset);

    /** Copies from the device. The host buffer holds the elements after the next {@link #finish}. */
    void read(Buffer source, long offset, java.nio.Buffer target);

    /**
     * Waits until all is done.
     *
     * @throws io.nacre.error.BackendException if something failed since the last time
     */
    void finish();

    /** When each launch since the last call ran, in order; waits for them. Empty unless the queue is profiling. */
    List<LaunchTime> takeTimeline();

    /** How long each launch since the last call ran, in nanoseconds: {@link #takeTimeline} in short. */
    default List<Long> takeTimes() {
        return takeTimeline().stream().map(LaunchTime::busy).toList();
    }

    @Override
    void close();
}
