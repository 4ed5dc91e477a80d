package io.nacre.backend;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the log of backends and sessions that nobody closed: one line each, when the garbage collector takes them. Nothing
 * is freed then; memory and threads that they held may be gone for the life of the process.
 *
 * <p>{@code -Dnacre.leaks=trace} adds where each was opened, {@code -Dnacre.leaks=off} says nothing at all.
 */
public final class Leaks {
    /** The property that says what is told. */
    public static final String PROPERTY = "nacre.leaks";

    /** What is told of what nobody closed. */
    enum Mode {
        /** Nothing; nothing is watched. */
        OFF,
        /** What it was, and how many there have been. */
        COUNT,
        /** Also where it was opened. */
        TRACE
    }

    private static final Logger LOG = LoggerFactory.getLogger(Leaks.class);
    private static final Leaks WATCH = new Leaks(mode(System.getProperty(PROPERTY, "count")));

    private final Mode mode;
    private final @Nullable Cleaner cleaner;
    private long count;

    Leaks(Mode mode) {
        this.mode = mode;
        this.cleaner = mode == Mode.OFF ? null : Cleaner.create();
    }

    static Mode mode(String name) {
        for (Mode mode : Mode.values()) {
            if (mode.name().equalsIgnoreCase(name.trim())) {
                return mode;
            }
        }
        LOG.warn("-D{}={}: there is no such kind of report, only off, count and trace; count is taken", PROPERTY, name);
        return Mode.COUNT;
    }

    /** Something that is watched until it is closed. */
    public static final class Watch {
        private final AtomicBoolean closed = new AtomicBoolean();
        private Cleaner.@Nullable Cleanable cleanable;

        /**
         * Ends the watch; called first of all when the watched thing is closed. Again does nothing.
         *
         * @param opened the thing itself, so that it is not taken for lost in the midst of its closing
         */
        public void closed(Object opened) {
            closed.set(true);
            if (cleanable != null) {
                cleanable.clean();
            }
            Reference.reachabilityFence(opened);
        }
    }

    /**
     * Begins to watch something that is to be closed.
     *
     * @param opened what was opened just now
     * @param what what it is
     */
    public static Watch watch(Object opened, String what) {
        return WATCH.begin(opened, what);
    }

    /**
     * Begins to watch a backend.
     *
     * @param open how much that belongs to it is open, by the time that it is told; must not refer to the backend
     * @param unit of what
     */
    public static Watch watch(Backend opened, String name, Number open, String unit) {
        return WATCH.begin(opened, new Object() {
            @Override
            public String toString() {
                return "backend " + name + " with " + open + " " + unit + " open";
            }
        });
    }

    /**
     * Tells that a backend was closed before what belongs to it.
     *
     * @param open how much of it is open: handles, bytes
     * @param what of what
     */
    public static void left(String backend, long open, String what) {
        if (WATCH.mode != Mode.OFF && open > 0) {
            LOG.warn("backend {} is closed with {} {} open: close its sessions first", backend, open, what);
        }
    }

    Watch begin(Object opened, Object what) {
        Watch watch = new Watch();
        if (cleaner != null) {
            Throwable origin = mode == Mode.TRACE ? new Throwable("opened here") : null;
            watch.cleanable = cleaner.register(opened, () -> report(watch.closed, what, origin));
        }
        return watch;
    }

    private synchronized void report(AtomicBoolean closed, Object what, @Nullable Throwable origin) {
        if (!closed.get()) {
            count++;
            String hint =
                    origin == null ? "; -D" + PROPERTY + "=trace says where it was opened" : "; it was opened here:";
            LOG.warn(
                    "{} was never closed (leak {} of this process): use try-with-resources{}",
                    what,
                    count,
                    hint,
                    origin);
        }
    }
}
