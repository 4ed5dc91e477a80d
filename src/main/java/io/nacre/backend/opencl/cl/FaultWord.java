package io.nacre.backend.opencl.cl;

import io.nacre.backend.IndexFault;
import io.nacre.backend.Launch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where launches on a queue say that they met an index that is out of range: three integers on the device, which
 * {@code kernels/common/fault.clh} writes and the queue's finish reads. Guarded by its queue's monitor.
 */
public final class FaultWord {
    private static final int INTEGERS = 3;

    private final ClQueue queue;
    private final ClBuffer memory;
    private final IntBuffer host = ByteBuffer.allocateDirect(INTEGERS * Integer.BYTES)
            .order(ByteOrder.nativeOrder())
            .asIntBuffer();
    private final Map<Integer, Launch> launches = new HashMap<>();
    private int last;
    private boolean armed;

    FaultWord(ClQueue queue, ClBuffer memory) {
        this.queue = queue;
        this.memory = memory;
    }

    public ClBuffer memory() {
        return memory;
    }

    /** A number by which a launch says that it was the one. */
    public int register(Launch launch) {
        synchronized (queue) {
            launches.put(++last, launch);
            return last;
        }
    }

    /** Forgets a launch that is closed. */
    public void forget(int number) {
        synchronized (queue) {
            launches.remove(number);
        }
    }

    /** Says that a launch was enqueued which may report a fault. */
    public void arm() {
        synchronized (queue) {
            armed = true;
        }
    }

    /** Whether the next finish has to look. */
    boolean isArmed() {
        return armed;
    }

    /** What the word is read to. */
    IntBuffer host() {
        return host;
    }

    /** The fault that was read, if there is one. */
    @Nullable
    IndexFault take() {
        armed = false;
        if (host.get(0) == 0) {
            return null;
        }
        IndexFault fault = new IndexFault(launches.get(host.get(0)), host.get(1), host.get(2));
        clear();
        return fault;
    }

    /** Makes the word say that nothing is wrong. */
    void clear() {
        for (int i = 0; i < INTEGERS; i++) {
            host.put(i, 0);
        }
        queue.write(host, memory, 0);
    }

    void close() {
        memory.close();
    }

    /** Elements of the word. */
    static long elements() {
        return INTEGERS;
    }
}
