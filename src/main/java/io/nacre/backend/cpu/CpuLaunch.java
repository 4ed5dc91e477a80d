package io.nacre.backend.cpu;

import io.nacre.backend.Launch;
import io.nacre.error.BackendException;

/** An operation bound to memory. */
final class CpuLaunch implements Launch {
    private final CpuQueue queue;
    private final ParallelLoop loop;
    private boolean closed;

    CpuLaunch(CpuQueue queue, ParallelLoop loop) {
        this.queue = queue;
        this.loop = loop;
    }

    @Override
    public void enqueue() {
        if (closed) {
            throw new BackendException("cpu: a closed launch was enqueued");
        }
        queue.run(loop);
    }

    @Override
    public void close() {
        closed = true;
    }
}
