package io.nacre.backend.cpu.simd;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Loops over rows that the compiler takes each by itself, because they are called by handles that are no constants of the
 * caller. Vectors stay in registers only where a loop is compiled with all that it calls; inlined into its callers it may
 * meet the compiler's limit of 18,000 nodes half-way, and from there on makes objects of vectors for good. For the same
 * reason each function has a loop of its own: one that is told its function would make objects too.
 */
final class LoopRoots {
    /** From {@code length} elements of a row to those of another, by a function of two parameters. */
    static final MethodType ACTIVATION = MethodType.methodType(
            void.class, float[].class, int.class, float[].class, int.class, int.class, float.class, float.class);

    private LoopRoots() {}

    /** The static methods of these names and this type in the class whose lookup this is. */
    static <F extends Enum<F>> Map<F, MethodHandle> of(
            MethodHandles.Lookup lookup, MethodType type, Map<F, String> names) {
        Map<F, MethodHandle> loops = new HashMap<>();
        for (Map.Entry<F, String> name : names.entrySet()) {
            loops.put(name.getKey(), find(lookup, name.getValue(), type));
        }
        return new EnumMap<>(loops);
    }

    /** The static method of this name in the class whose lookup this is, as an array's element: no constant. */
    static MethodHandle[] single(MethodHandles.Lookup lookup, String name, MethodType type) {
        return new MethodHandle[] {find(lookup, name, type)};
    }

    private static MethodHandle find(MethodHandles.Lookup lookup, String name, MethodType type) {
        try {
            return lookup.findStatic(lookup.lookupClass(), name, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the loop " + name + " is not as it should be", e);
        }
    }

    /** What to throw for what a loop threw; none declares anything. */
    static RuntimeException undeclared(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException known
                ? known
                : new IllegalStateException("a loop threw what it must not", e);
    }
}
