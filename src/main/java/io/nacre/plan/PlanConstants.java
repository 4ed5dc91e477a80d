package io.nacre.plan;

import io.nacre.backend.Buffer;
import io.nacre.backend.Packing;
import io.nacre.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The constants that one plan uses; it shares them with others of its session. Thread-safe. */
final class PlanConstants implements AutoCloseable {
    private final ConstantPool pool;
    private final Map<ConstantPool.Key, Buffer> acquired = new HashMap<>();

    PlanConstants(ConstantPool pool) {
        this.pool = pool;
    }

    /** A tensor on the device, as it is or as a packing arranges it; stays until this is closed. */
    synchronized Buffer buffer(Tensor tensor, @Nullable Packing packing) {
        ConstantPool.Key key = new ConstantPool.Key(tensor, packing);
        Buffer known = acquired.get(key);
        if (known == null) {
            known = pool.acquire(key);
            acquired.put(key, known);
        }
        return known;
    }

    /** Bytes on the device, those shared with other plans included. */
    synchronized long bytes() {
        return acquired.values().stream()
                .mapToLong(buffer -> buffer.elements() * buffer.type().bytes())
                .sum();
    }

    @Override
    public synchronized void close() {
        acquired.keySet().forEach(pool::release);
        acquired.clear();
    }
}
