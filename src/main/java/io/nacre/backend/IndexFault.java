package io.nacre.backend;

import io.nacre.error.NacreException;
import org.jspecify.annotations.Nullable;

/**
 * A launch met an index outside of what it indexes. Nothing outside of its outputs was touched; what the outputs hold is
 * undefined. Thrown by {@link Launch#enqueue} where launches run at once, else by the next {@link Queue#finish}.
 */
public final class IndexFault extends NacreException {
    private final transient @Nullable Launch launch;
    private final long position;
    private final long index;

    /**
     * A fault; of several that a launch meets, any one.
     *
     * @param launch the first launch since the last finish that met one; null where it is the one being enqueued
     * @param position where the index stands in the operand of indices
     * @param index what stands there
     */
    public IndexFault(@Nullable Launch launch, long position, long index) {
        super("index " + index + " at position " + position + " is out of range");
        this.launch = launch;
        this.position = position;
        this.index = index;
    }

    public @Nullable Launch launch() {
        return launch;
    }

    public long position() {
        return position;
    }

    public long index() {
        return index;
    }
}
