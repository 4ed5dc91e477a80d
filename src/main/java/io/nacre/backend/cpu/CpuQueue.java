package io.nacre.backend.cpu;

import io.nacre.backend.Buffer;
import io.nacre.backend.LaunchTime;
import io.nacre.backend.Queue;
import io.nacre.error.BackendException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A queue that is always empty: transfers and launches happen at once, on the thread that asks for them. */
final class CpuQueue implements Queue {
    private final CpuBackend backend;
    private final boolean profiling;
    private final Workspace workspace = new Workspace();
    /** Of each launch its start and its end; empty unless profiling. */
    private final Transfer transfer;

    private long[] times = {};

    private int timed;
    private boolean closed;

    CpuQueue(CpuBackend backend, Mode mode) {
        this.backend = backend;
        this.transfer = new Transfer(backend.name(), backend.team());
        this.profiling = mode == Mode.PROFILING;
    }

    boolean belongsTo(CpuBackend other) {
        return backend == other;
    }

    void run(ParallelLoop[] loops) {
        checkOpen();
        if (!profiling) {
            runAll(loops);
            return;
        }
        if (2 * timed == times.length) {
            times = Arrays.copyOf(times, Math.max(64, 4 * timed));
        }
        times[2 * timed] = System.nanoTime();
        runAll(loops);
        times[2 * timed + 1] = System.nanoTime();
        timed++;
    }

    private void runAll(ParallelLoop[] loops) {
        for (ParallelLoop loop : loops) {
            loop.runAll(workspace);
        }
    }

    @Override
    public void write(java.nio.Buffer source, Buffer target, long offset) {
        Object array = array("write", target, offset, source);
        int count = source.remaining();
        if (array instanceof float[] floats && source instanceof FloatBuffer from) {
            if (count < Transfer.LARGE) {
                from.get(from.position(), floats, (int) offset, count);
            } else {
                transfer.run(from, floats, (int) offset, count, true, workspace);
            }
        } else if (array instanceof int[] ints && source instanceof IntBuffer from) {
            from.get(from.position(), ints, (int) offset, count);
        } else {
            throw mismatch("write", target, source);
        }
    }

    @Override
    public void read(Buffer source, long offset, java.nio.Buffer target) {
        Object array = array("read", source, offset, target);
        int count = target.remaining();
        if (target.isReadOnly()) {
            throw new BackendException(backend.name() + " read: the host buffer is read-only");
        }
        if (array instanceof float[] floats && target instanceof FloatBuffer to) {
            if (count < Transfer.LARGE) {
                to.put(to.position(), floats, (int) offset, count);
            } else {
                transfer.run(to, floats, (int) offset, count, false, workspace);
            }
        } else if (array instanceof int[] ints && target instanceof IntBuffer to) {
            to.put(to.position(), ints, (int) offset, count);
        } else {
            throw mismatch("read", source, target);
        }
    }

    /** The device buffer's array, if the transfer lies within it. */
    private Object array(String transfer, Buffer buffer, long offset, java.nio.Buffer host) {
        checkOpen();
        if (!(buffer instanceof CpuBuffer own) || !own.belongsTo(backend)) {
            throw new BackendException(backend.name() + " " + transfer + ": the buffer belongs to another backend");
        }
        if (offset < 0 || offset > own.elements() - host.remaining()) {
            throw new BackendException(backend.name() + " " + transfer + ": " + host.remaining()
                    + " elements at offset " + offset + " do not lie within a " + own);
        }
        return own.array();
    }

    private BackendException mismatch(String transfer, Buffer device, java.nio.Buffer host) {
        return new BackendException(backend.name() + " " + transfer + ": the device holds " + device.type()
                + ", the host buffer is a " + host.getClass().getSimpleName());
    }

    @Override
    public void finish() {
        checkOpen();
    }

    @Override
    public List<LaunchTime> takeTimeline() {
        checkOpen();
        List<LaunchTime> taken = new ArrayList<>(timed);
        for (int i = 0; i < timed; i++) {
            long start = times[2 * i];
            long end = times[2 * i + 1];
            taken.add(new LaunchTime(start, start, start, end, end - start));
        }
        timed = 0;
        return taken;
    }

    private void checkOpen() {
        if (closed) {
            throw new BackendException(backend.name() + ": the queue is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
