package io.nacre.plan;

import io.nacre.backend.Backend;
import io.nacre.backend.Buffer;
import io.nacre.backend.Packing;
import io.nacre.backend.Queue;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Constant tensors on a device, each arrangement of each uploaded once. Owns the buffers. Thread-safe. */
final class ConstantPool implements AutoCloseable {
    private record Key(Tensor tensor, @Nullable Packing packing) {}

    private final Backend backend;
    private final Map<Key, Buffer> buffers = new HashMap<>();
    private @Nullable Queue queue;

    ConstantPool(Backend backend) {
        this.backend = backend;
    }

    /** The tensor as it is. */
    synchronized Buffer plain(Tensor tensor) {
        return buffer(new Key(tensor, null));
    }

    /** The tensor as a packing arranges it. */
    synchronized Buffer packed(Tensor tensor, Packing packing) {
        return buffer(new Key(tensor, packing));
    }

    private Buffer buffer(Key key) {
        Buffer known = buffers.get(key);
        if (known != null) {
            return known;
        }
        Packing packing = key.packing;
        long elements = packing == null ? key.tensor.type().elements() : packing.elements(key.tensor.type());
        DataType type = packing == null ? key.tensor.dataType() : DataType.F32;
        Buffer buffer = backend.allocate(type, Math.max(1, elements + MemoryPlanner.TAIL));
        try {
            upload(packing == null ? key.tensor.buffer() : packed(key.tensor, packing, elements), buffer);
        } catch (RuntimeException | Error e) {
            closeQueue(); // in an unknown state
            buffer.close();
            throw e;
        }
        buffers.put(key, buffer);
        return buffer;
    }

    private static FloatBuffer packed(Tensor tensor, Packing packing, long elements) {
        FloatBuffer target = FloatBuffer.allocate(Math.toIntExact(elements));
        packing.pack(tensor, target.duplicate());
        return target;
    }

    private void upload(java.nio.Buffer source, Buffer target) {
        Queue transfers = queue;
        if (transfers == null) {
            transfers = backend.newQueue(Queue.Mode.PLAIN);
            queue = transfers;
        }
        transfers.write(source, target, 0);
        transfers.finish();
    }

    /** Bytes on the device. */
    synchronized long bytes() {
        return buffers.values().stream()
                .mapToLong(buffer -> buffer.elements() * buffer.type().bytes())
                .sum();
    }

    private void closeQueue() {
        if (queue != null) {
            queue.close();
            queue = null;
        }
    }

    @Override
    public synchronized void close() {
        closeQueue();
        buffers.values().forEach(Buffer::close);
        buffers.clear();
    }
}
