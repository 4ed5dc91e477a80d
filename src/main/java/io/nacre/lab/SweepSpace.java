package io.nacre.lab;

import io.nacre.backend.Device;
import io.nacre.backend.opencl.program.Expression;
import io.nacre.backend.opencl.program.TuningSpace;
import io.nacre.error.NacreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The combinations of macros that a sweep tries: every value of each macro with every value of the others, less those that
 * a constraint rules out.
 *
 * @param axes the values of each macro
 * @param constraints what must not be 0, as {@code @global} of a kernel's head writes expressions, over the macros' names
 * @param names what else constraints may name
 */
public record SweepSpace(Map<String, List<Long>> axes, List<Expression> constraints, Map<String, Long> names) {
    private static final Pattern AXIS = Pattern.compile("(\\w+)=(-?\\d{1,18}(?:,-?\\d{1,18})*)");
    /** More would take hours. */
    private static final int MOST = 100_000;

    public SweepSpace {
        axes = Map.copyOf(axes); // the order of combinations does not depend on it
        constraints = List.copyOf(constraints);
        names = Map.copyOf(names);
        long all = 1;
        for (List<Long> values : axes.values()) {
            all *= values.size();
            if (all > MOST) {
                throw new NacreException("sweep: more than " + MOST + " combinations of " + axes);
            }
        }
    }

    /**
     * Reads a space.
     *
     * @param axes {@code TILE_M=16,32,64}, one macro each
     * @param constraints {@code TILE_M * TILE_N <= 1024}
     */
    public static SweepSpace parse(List<String> axes, List<String> constraints) {
        Map<String, List<Long>> values = new LinkedHashMap<>();
        for (String text : axes) {
            Matcher axis = AXIS.matcher(text);
            if (!axis.matches()) {
                throw new NacreException(
                        "--sweep " + text + ": expected a macro and its values, as in TILE_M=16,32,64");
            }
            List<Long> numbers = Arrays.stream(axis.group(2).split(",", -1))
                    .map(Long::valueOf)
                    .distinct()
                    .toList();
            if (values.put(axis.group(1), numbers) != null) {
                throw new NacreException("--sweep " + text + ": " + axis.group(1) + " is there twice");
            }
        }
        return new SweepSpace(
                values,
                constraints.stream()
                        .map(text -> Expression.parse(text, "--where"))
                        .toList(),
                Map.of());
    }

    /** What a kernel's head lets the tuner try on devices of a kind. */
    static SweepSpace of(TuningSpace space, Device.Kind kind) {
        return new SweepSpace(space.axes(), space.constraint().stream().toList(), TuningSpace.names(kind));
    }

    /**
     * The space, if a file has all its macros.
     *
     * @param known the macros that the file has
     * @param file its name
     */
    public SweepSpace within(Collection<String> known, String file) {
        axes.keySet().stream()
                .sorted()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new NacreException("sweep: " + file + " has no macro '" + name + "' to tune; it has "
                            + known.stream().sorted().toList());
                });
        return this;
    }

    /**
     * All that the constraints allow, the last macro's values changing fastest.
     *
     * @param others values of macros that are not varied, for the constraints
     */
    List<Macros> combinations(Macros others) {
        List<Macros> all = List.of(Macros.NONE);
        for (String name : axes.keySet().stream().sorted().toList()) {
            List<Macros> longer = new ArrayList<>();
            for (Macros macros : all) {
                axes.getOrDefault(name, List.of()).forEach(value -> longer.add(macros.with(name, value)));
            }
            all = longer;
        }
        return all.stream().filter(macros -> isAllowed(macros, others)).toList();
    }

    private boolean isAllowed(Macros macros, Macros others) {
        Map<String, Long> all = new LinkedHashMap<>(names);
        all.putAll(others.values());
        all.putAll(macros.values());
        return constraints.stream().allMatch(constraint -> constraint.evaluate(all, "--where") != 0);
    }
}
