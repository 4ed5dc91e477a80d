package io.nacre.backend;

import io.nacre.tensor.DataType;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;

/** A queue that checks every transfer against the size and the life of its buffers. */
final class CheckedQueue implements Queue {
    private final CheckedBackend backend;
    private final Queue inner;
    private boolean closed;

    CheckedQueue(CheckedBackend backend, Queue inner) {
        this.backend = backend;
        this.inner = inner;
        backend.opened(this);
    }

    boolean isOf(CheckedBackend other) {
        return backend == other;
    }

    Queue inner() {
        requireOpen("queue");
        return inner;
    }

    void requireOpen(String place) {
        if (closed) {
            throw CheckedBackend.fault(place, "uses a queue that is closed");
        }
    }

    @Override
    public void write(java.nio.Buffer source, Buffer target, long offset) {
        CheckedBuffer buffer = check("write", source, target, offset);
        int position = source.position();
        inner().write(source, buffer.inner(), offset + CheckedBuffer.GUARD);
        checkPosition("write", source, position);
    }

    @Override
    public void read(Buffer source, long offset, java.nio.Buffer target) {
        CheckedBuffer buffer = check("read", target, source, offset);
        int position = target.position();
        inner().read(buffer.inner(), offset + CheckedBuffer.GUARD, target);
        checkPosition("read", target, position);
    }

    private CheckedBuffer check(String place, java.nio.Buffer host, Buffer device, long offset) {
        requireOpen(place);
        CheckedBuffer buffer = backend.own(device, place);
        boolean fits = buffer.type() == DataType.F32 ? host instanceof FloatBuffer : host instanceof IntBuffer;
        if (!fits) {
            throw CheckedBackend.fault(place, "pairs a " + host.getClass().getSimpleName() + " with a " + buffer);
        }
        if (offset < 0 || offset + host.remaining() > buffer.elements()) {
            throw CheckedBackend.fault(
                    place, "of " + host.remaining() + " elements at " + offset + " leaves the " + buffer);
        }
        return buffer;
    }

    private static void checkPosition(String place, java.nio.Buffer host, int position) {
        if (host.position() != position) {
            throw CheckedBackend.fault(
                    place, "moved the host buffer's position from " + position + " to " + host.position());
        }
    }

    @Override
    public void finish() {
        inner().finish();
    }

    @Override
    public List<LaunchTime> takeTimeline() {
        return inner().takeTimeline();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            backend.closed(this);
            inner.close();
        }
    }

    @Override
    public String toString() {
        return "queue";
    }
}
