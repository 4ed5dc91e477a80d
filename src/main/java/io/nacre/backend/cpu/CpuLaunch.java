package io.nacre.backend.cpu;

import io.nacre.backend.Launch;
import io.nacre.error.BackendException;

/** An operation bound to memory. */
final class CpuLaunch implements Launch {
    private final CpuQueue queue;
    private final ParallelLoop[] loops;
    private boolean closed;

    /**
     * @param loops each begins when the one before has ended
     */
    CpuLaunch(CpuQueue queue, ParallelLoop... loops) {
        this.queue = queue;
        this.loops = loops;
    }

    @Override
    public void enqueue() {
        if (closed) {
            throw new BackendException("cpu: a closed launch was enqueued");
        }
        queue.run(loops);
    }

    @Override
    public void close() {
        closed = true;
    }
}
