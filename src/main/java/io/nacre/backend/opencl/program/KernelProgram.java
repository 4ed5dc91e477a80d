package io.nacre.backend.opencl.program;

import io.nacre.backend.opencl.cl.ClLaunch;
import io.nacre.backend.opencl.cl.ClProgram;
import io.nacre.error.BackendException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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

    /** Whether the kernel finishes its results by the epilogue that is baked into its program. */
    public boolean appliesEpilogue() {
        return source.code().uses("EPILOGUE");
    }

    /** Whether a parameter of the kernel has a name. */
    public boolean declares(String parameter) {
        return program.parameterNames(head().kernel()).contains(parameter);
    }

    /** What the file requires and an operation does not offer; empty if all is well. */
    public Optional<String> unmet(Arguments offered) {
        return head().requires()
                .filter(requirement -> requirement.evaluate(names(offered), head().place()) == 0)
                .map(Expression::toString);
    }

    /** The file and its tuning, for people: {@code convolution/direct TILE_C=8 TILE_W=16}. */
    public String algorithm() {
        Map<String, Long> tuning = new TreeMap<>(head().defaults());
        tuning.putAll(options.wholes());
        tuning.keySet().removeAll(given.macros().keySet());
        return tuning.entrySet().stream()
                .map(macro -> " " + macro.getKey() + "=" + macro.getValue())
                .collect(Collectors.joining("", source.name(), ""));
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
        Map<String, Long> names = names(arguments);
        return ClLaunch.bind(
                program,
                head().kernel(),
                arguments.values(),
                head().evaluate(head().global(), names),
                head().evaluate(head().local(), names),
                source::place);
    }

    /** The whole numbers that expressions of the head may name. */
    private Map<String, Long> names(Arguments arguments) {
        Map<String, Long> names = new HashMap<>(head().defaults());
        names.putAll(options.wholes());
        names.putAll(arguments.numbers());
        return names;
    }
}
