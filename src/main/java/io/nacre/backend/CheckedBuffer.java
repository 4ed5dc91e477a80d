package io.nacre.backend;

import io.nacre.tensor.DataType;
import org.jspecify.annotations.Nullable;

/** A buffer between two guards, which nothing may ever change. */
final class CheckedBuffer implements Buffer {
    /** Elements of a guard: a multiple of 128 bytes, so that alignment stays what it is. */
    static final int GUARD = 64;

    private final CheckedBackend backend;
    private final Buffer inner;
    private final long elements;
    private @Nullable Packed packed;
    private boolean closed;

    CheckedBuffer(CheckedBackend backend, DataType type, long elements) {
        this.backend = backend;
        this.elements = elements;
        this.inner = backend.inner().allocate(type, elements + 2 * GUARD);
        Image image = new Image(type, elements + 2 * GUARD);
        image.guard(0, GUARD);
        image.poison(GUARD, elements);
        image.guard(GUARD + elements, GUARD);
        backend.transfer(queue -> queue.write(image.host(), inner, 0));
        backend.opened(this);
    }

    boolean isOf(CheckedBackend other) {
        return backend == other;
    }

    @Override
    public DataType type() {
        return inner.type();
    }

    @Override
    public long elements() {
        return elements;
    }

    /** The memory behind this buffer, whose first element lies {@link #GUARD} elements further on. */
    Buffer inner() {
        requireOpen(toString());
        return inner;
    }

    void requireOpen(String place) {
        if (closed) {
            throw CheckedBackend.fault(place, "lies in a buffer that is closed (" + this + ")");
        }
    }

    /** Everything with both guards; there after the queue's next finish. */
    Image read(Queue queue) {
        Image image = new Image(type(), elements + 2 * GUARD);
        queue.read(inner, 0, image.host());
        return image;
    }

    void checkGuards(Image image, String place) {
        int before = image.brokenGuard(0, GUARD);
        if (before >= 0) {
            throw CheckedBackend.fault(place, "wrote " + (GUARD - before) + " elements in front of " + this);
        }
        int behind = image.brokenGuard(GUARD + elements, GUARD);
        if (behind >= 0) {
            throw CheckedBackend.fault(place, "wrote " + (behind + 1) + " elements behind " + this);
        }
    }

    /** The form in which kernels get packed constants: at offset 0. */
    synchronized Packed packed() {
        requireOpen("packed constant");
        if (packed == null) {
            packed = new Packed();
        }
        return packed;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        backend.closed(this);
        try {
            Image[] image = new Image[1];
            backend.transfer(queue -> image[0] = read(queue));
            checkGuards(image[0], "something unwatched");
        } finally {
            if (packed != null) {
                packed.copy.close();
            }
            inner.close();
        }
    }

    @Override
    public String toString() {
        return "buffer of " + elements + " " + inner.type();
    }

    /** A copy without a guard in front, as kernels take packed constants without an offset. */
    final class Packed {
        private final Buffer copy = backend.inner().allocate(type(), elements + GUARD);
        private @Nullable Image contents;

        Buffer buffer() {
            return copy;
        }

        /** Copies what was uploaded, once. */
        synchronized void fill() {
            if (contents != null) {
                return;
            }
            Image source = new Image(type(), elements);
            backend.transfer(queue -> queue.read(inner(), GUARD, source.host()));
            Image image = new Image(type(), elements + GUARD);
            for (long i = 0; i < elements; i++) {
                image.put(i, source.bits(i));
            }
            image.guard(elements, GUARD);
            backend.transfer(queue -> queue.write(image.host(), copy, 0));
            contents = image;
        }

        void check(Queue queue, String place) {
            Image now = new Image(type(), elements + GUARD);
            queue.read(copy, 0, now.host());
            queue.finish();
            Image before = contents;
            int position = before == null ? -1 : before.mismatch(now);
            if (position >= 0) {
                throw CheckedBackend.fault(
                        place, "changed element " + position + " of a packed constant of " + elements);
            }
        }
    }
}
