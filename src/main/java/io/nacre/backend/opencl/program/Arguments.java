package io.nacre.backend.opencl.program;

import io.nacre.backend.Buffer;
import io.nacre.backend.View;
import io.nacre.backend.opencl.cl.ClArgument;
import io.nacre.backend.opencl.cl.ClBuffer;
import io.nacre.error.BackendException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an operation offers to a kernel, by name: views, extents and parameters. A kernel's parameters pick by name what
 * they need; sizes in its head may name any whole number.
 */
public final class Arguments {
    /** How many loops a nest of loops may have: the elements of the vectors it is passed in. */
    public static final int MAX_LOOPS = 8;

    private static final String AXES = "dhw";

    private final Map<String, View> views = new HashMap<>();
    private final Map<String, ClArgument> values = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();

    /** A view: its memory under its name, its first element and batch stride under {@code name_offset}, {@code name_batch}. */
    public Arguments view(String name, View view) {
        views.put(name, view);
        return memory(name, view.buffer())
                .put(name + "_offset", view.offset())
                .put(name + "_batch", view.batchStride());
    }

    /** A whole buffer. */
    public Arguments memory(String name, Buffer buffer) {
        if (buffer instanceof NoMemory) {
            return this;
        }
        if (!(buffer instanceof ClBuffer ours)) {
            throw new BackendException("OpenCL: the memory for '" + name + "' is a "
                    + buffer.getClass().getSimpleName() + ", not a buffer of OpenCL");
        }
        values.put(name, ClArgument.memory(ours));
        return this;
    }

    /** An {@code int}. */
    public Arguments put(String name, int value) {
        values.put(name, ClArgument.ofInt(value));
        numbers.put(name, (long) value);
        return this;
    }

    /** A {@code long}. */
    public Arguments put(String name, long value) {
        values.put(name, ClArgument.ofLong(value));
        numbers.put(name, value);
        return this;
    }

    /** A {@code float}. */
    public Arguments put(String name, float value) {
        values.put(name, ClArgument.ofFloat(value));
        return this;
    }

    /**
     * An {@code int4} of three numbers, for depth, height and width; its last element is 0. Each also as an {@code int}:
     * {@code name_d, name_h, name_w}.
     */
    public Arguments three(String name, int d, int h, int w) {
        values.put(name, ClArgument.ofInt4(d, h, w));
        int[] three = {d, h, w};
        for (int i = 0; i < three.length; i++) {
            put(name + "_" + AXES.charAt(i), three[i]);
        }
        return this;
    }

    /** An {@code int8} of one number a loop, innermost first, those of absent loops being {@code rest}. */
    public Arguments ints(String name, List<Integer> innermostFirst, int rest) {
        requireLoops(name, innermostFirst);
        values.put(name, ClArgument.ofInt8(innermostFirst, rest));
        return this;
    }

    /** A {@code long8} of one number a loop, innermost first, those of absent loops being 0. */
    public Arguments longs(String name, List<Long> innermostFirst) {
        requireLoops(name, innermostFirst);
        values.put(name, ClArgument.ofLong8(innermostFirst));
        return this;
    }

    private static void requireLoops(String name, List<?> loops) {
        if (loops.size() > MAX_LOOPS) {
            throw new BackendException("OpenCL: '" + name + "' needs " + loops.size() + " nested loops, at most "
                    + MAX_LOOPS + " are possible; fewer axes would do");
        }
    }

    /** The views by name. */
    public Map<String, View> views() {
        return views;
    }

    /** Whole numbers by name. */
    Map<String, Long> numbers() {
        return numbers;
    }

    Map<String, ClArgument> values() {
        return values;
    }

    /** The names, sorted. */
    public List<String> names() {
        return new ArrayList<>(values.keySet()).stream().sorted().toList();
    }
}
