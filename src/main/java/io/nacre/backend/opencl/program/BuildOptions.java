package io.nacre.backend.opencl.program;

import io.nacre.error.BackendException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The macros that a program is built with, in the order of their names. Equal options make equal programs.
 *
 * @param macros what each macro stands for
 */
public record BuildOptions(SortedMap<String, Value> macros) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
    public static final BuildOptions NONE = new BuildOptions(new TreeMap<>());

    /** What a macro stands for. */
    public sealed interface Value {
        /** As OpenCL C writes it. */
        String text();
    }

    /** A whole number. */
    public record Whole(long value) implements Value {
        @Override
        public String text() {
            return Long.toString(value);
        }
    }

    /** A name, of a function or of another macro. */
    public record Identifier(String name) implements Value {
        public Identifier {
            if (!NAME.matcher(name).matches()) {
                throw new BackendException("BuildOptions: '" + name + "' is not a name");
            }
        }

        @Override
        public String text() {
            return name;
        }
    }

    /** A float, written so that no digit is lost. */
    public record Real(float value) implements Value {
        @Override
        public String text() {
            if (Float.isNaN(value)) {
                return "NAN";
            }
            if (Float.isInfinite(value)) {
                return value > 0 ? "INFINITY" : "(-INFINITY)";
            }
            return (value < 0 || 1 / value < 0)
                    ? "(" + Float.toHexString(value) + "f)"
                    : Float.toHexString(value) + "f";
        }

        /** Bit for bit, so that 0 and -0 are two values. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Real real && Float.floatToIntBits(value) == Float.floatToIntBits(real.value);
        }

        @Override
        public int hashCode() {
            return Float.hashCode(value);
        }
    }

    public BuildOptions {
        macros = Collections.unmodifiableSortedMap(new TreeMap<>(macros));
        for (String name : macros.keySet()) {
            if (!NAME.matcher(name).matches()) {
                throw new BackendException("BuildOptions: '" + name + "' is not the name of a macro");
            }
        }
    }

    public BuildOptions with(String name, long value) {
        return with(name, new Whole(value));
    }

    public BuildOptions with(String name, float value) {
        return with(name, new Real(value));
    }

    public BuildOptions with(String name, String identifier) {
        return with(name, new Identifier(identifier));
    }

    /** These and whole numbers. */
    public BuildOptions withAll(Map<String, Long> wholes) {
        SortedMap<String, Value> more = new TreeMap<>(macros);
        wholes.forEach((name, value) -> more.put(name, new Whole(value)));
        return new BuildOptions(more);
    }

    private BuildOptions with(String name, Value value) {
        SortedMap<String, Value> more = new TreeMap<>(macros);
        more.put(name, value);
        return new BuildOptions(more);
    }

    /** These, and those of the others that are not set here. */
    BuildOptions orElse(Map<String, Long> others) {
        if (macros.keySet().containsAll(others.keySet())) {
            return this;
        }
        SortedMap<String, Value> all = new TreeMap<>(macros);
        others.forEach((name, value) -> all.putIfAbsent(name, new Whole(value)));
        return new BuildOptions(all);
    }

    /** The macros that are whole numbers. */
    Map<String, Long> wholes() {
        return macros.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Whole)
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> ((Whole) entry.getValue()).value()));
    }

    /** The options as the compiler takes them. */
    @Override
    public String toString() {
        return macros.entrySet().stream()
                .map(entry -> "-D " + entry.getKey() + "=" + entry.getValue().text())
                .collect(Collectors.joining(" "));
    }
}
