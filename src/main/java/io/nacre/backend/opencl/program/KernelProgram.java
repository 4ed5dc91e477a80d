package io.nacre.backend.opencl.program;

import io.nacre.backend.opencl.cl.ClLaunch;
import io.nacre.backend.opencl.cl.ClProgram;
import io.nacre.error.BackendException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A kernel file built with options: launched over extents as often as wanted.
 *
 * @param source the file and all that it includes
 * @param given the macros that the operation set
 * @param options all macros that it was built with
 * @param program the program
 */
public record KernelProgram(KernelSource source, BuildOptions given, BuildOptions options, ClProgram program) {

    /** What the file says of itself. */
    public KernelHead head() {
        return source.head();
    }

    /** The file and its tuning, for people: {@code convolution/direct TILE_C=8 TILE_W=16}. */
    public String algorithm() {
        Map<String, Long> tuning = new TreeMap<>(head().defaults());
        tuning.putAll(options.wholes());
        tuning.keySet().removeAll(given.macros().keySet());
        String file = head().place().replaceFirst("^kernels/", "").replaceFirst("\\.cl$", "");
        return tuning.entrySet().stream()
                .map(macro -> " " + macro.getKey() + "=" + macro.getValue())
                .collect(Collectors.joining("", file, ""));
    }

    /** The value of one of the file's macros, a whole number. */
    public long macro(String name) {
        Long value = options.wholes().getOrDefault(name, head().defaults().get(name));
        if (value == null) {
            throw new BackendException(
                    head().place() + ": has no macro '" + name + "' with a whole number as its default");
        }
        return value;
    }

    /** Binds the arguments; the launch sizes follow from them and from the file's head. */
    public ClLaunch bind(Arguments arguments) {
        Map<String, Long> names = new HashMap<>(head().defaults());
        names.putAll(options.wholes());
        names.putAll(arguments.numbers());
        return ClLaunch.bind(
                program,
                head().kernel(),
                arguments.values(),
                head().evaluate(head().global(), names),
                head().evaluate(head().local(), names));
    }
}
