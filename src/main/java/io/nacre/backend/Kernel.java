package io.nacre.backend;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operation prepared for given input types by one algorithm. Immutable; may be bound many times, from any thread. */
public interface Kernel extends AutoCloseable {

    /** The algorithm and its parameters, for people: {@code "direct TILE_W=16"}. */
    String algorithm();

    /** Why this algorithm was taken and others were not, in one line; empty where there was no choice. */
    default String reason() {
        return "";
    }

    /** How many times as far off as the direct computation's rounding bound its results may be. */
    default double errorFactor() {
        return 1;
    }

    /** F32 elements of scratch memory that a launch needs; 0 for none. */
    long scratchElements();

    /**
     * Fixes where everything lies.
     *
     * @param queue where launches go; of the same backend
     * @param inputs one view an input; null for those whose packed contents the kernel asked for when it was prepared
     * @param outputs one view an output; views of inputs and outputs do not overlap
     * @param scratch at least {@link #scratchElements} elements, null if that is 0
     */
    Launch bind(Queue queue, List<@Nullable View> inputs, List<View> outputs, @Nullable View scratch);

    @Override
    void close();
}
