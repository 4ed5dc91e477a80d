package io.nacre.backend.opencl.cl;

import io.nacre.tensor.DataType;
import java.lang.ref.WeakReference;
import java.nio.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The host buffers that a queue copied from or to most recently, as native code reaches them, so that a caller who uses
 * the same buffers again and again makes no objects. They are held weakly: the next garbage collection clears them, and a
 * caller's memory is never kept. Used by one thread at a time.
 */
final class HostMemories {
    private static final int MOST = 64;

    /** Reaches a buffer, which must fit a device buffer of the given type. */
    interface Maker {
        HostMemory reach(Buffer buffer, DataType type);
    }

    private record Known(DataType type, WeakReference<HostMemory> memory) {}

    private final Maker maker;
    private final List<Known> recent = new ArrayList<>(MOST);
    /** Which of the recent ones is replaced next. */
    private int next;

    HostMemories(Maker maker) {
        this.maker = maker;
    }

    HostMemory of(Buffer buffer, DataType type) {
        for (int i = 0; i < recent.size(); i++) {
            @Nullable HostMemory known = recent.get(i).memory.get();
            if (known != null && recent.get(i).type == type && known.reaches(buffer)) {
                return known;
            }
        }
        HostMemory made = maker.reach(buffer, type);
        Known entry = new Known(type, new WeakReference<>(made));
        if (recent.size() < MOST) {
            recent.add(entry);
        } else {
            recent.set(next, entry);
            next = (next + 1) % MOST;
        }
        return made;
    }
}
