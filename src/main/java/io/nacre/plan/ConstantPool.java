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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The constants of a session on its device: each arrangement of each tensor is uploaded once, and stays as long as a plan
 * uses it. Thread-safe.
 */
final class ConstantPool implements AutoCloseable {

    /** A tensor, as it is or as a packing arranges it. */
    record Key(Tensor tensor, @Nullable Packing packing) {}

    private static final class Resident {
        final Buffer buffer;
        int users;

        Resident(Buffer buffer) {
            this.buffer = buffer;
        }
    }

    private final Backend backend;
    private final MemoryBudget memory;
    private final Map<Key, Resident> residents = new HashMap<>();
    private @Nullable Queue queue;

    ConstantPool(Backend backend, MemoryBudget memory) {
        this.backend = backend;
        this.memory = memory;
    }

    /** The buffer of a constant, which stays until it is {@linkplain #release released} as often as it was acquired. */
    synchronized Buffer acquire(Key key) {
        Resident resident = residents.get(key);
        if (resident == null) {
            resident = new Resident(upload(key));
            residents.put(key, resident);
        }
        resident.users++;
        return resident.buffer;
    }

    synchronized void release(Key key) {
        Resident resident = Objects.requireNonNull(residents.get(key));
        resident.users--;
        if (resident.users == 0) {
            residents.remove(key);
            memory.release(MemoryBudget.Purpose.CONSTANT, resident.buffer);
        }
    }

    private Buffer upload(Key key) {
        Packing packing = key.packing;
        long elements = packing == null ? key.tensor.type().elements() : packing.elements(key.tensor.type());
        DataType type = packing == null ? key.tensor.dataType() : DataType.F32;
        Buffer buffer =
                memory.allocate(MemoryBudget.Purpose.CONSTANT, type, Math.max(1, elements + MemoryPlanner.TAIL));
        try {
            upload(packing == null ? key.tensor.memory() : packed(key.tensor, packing, elements), buffer);
            return buffer;
        } catch (RuntimeException | Error e) {
            close(); // the queue, which is in an unknown state
            memory.release(MemoryBudget.Purpose.CONSTANT, buffer);
            throw e;
        }
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

    /** To be called when all plans are closed. */
    @Override
    public synchronized void close() {
        if (queue != null) {
            queue.close();
            queue = null;
        }
    }
}
