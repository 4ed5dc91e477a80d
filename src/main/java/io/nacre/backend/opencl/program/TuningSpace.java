package io.nacre.backend.opencl.program;

import io.nacre.backend.Device.Kind;
import io.nacre.error.BackendException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The values that a kernel file's macros may be given by tuning, as its head states them. What the tuner tries comes from here,
 * and what was stored is only believed if it does.
 *
 * @param axes values by macro
 * @param constraint what must not be 0, over macros and the kinds of devices: {@code gpu || LOCAL == 1}
 */
public record TuningSpace(Map<String, List<Long>> axes, Optional<Expression> constraint) {
    private static final Pattern AXIS = Pattern.compile("(\\w+)=(-?\\d{1,9}(?:,-?\\d{1,9})*)");

    /** Nothing to tune. */
    public static final TuningSpace NONE = new TuningSpace(Map.of(), Optional.empty());

    public TuningSpace {
        axes = Map.copyOf(axes);
    }

    static TuningSpace parse(
            Optional<KernelHead.Tag> tune, Optional<KernelHead.Tag> where, Map<String, Long> defaults) {
        Map<String, List<Long>> axes = new HashMap<>();
        tune.ifPresent(tag -> Stream.of(tag.text().split(" +", -1)).forEach(word -> {
            Matcher axis = AXIS.matcher(word);
            if (!axis.matches() || !defaults.containsKey(axis.group(1))) {
                throw new BackendException(
                        tag.place() + ": @tune '" + word + "' does not give one of the file's macros "
                                + defaults.keySet().stream().sorted().toList() + " values, as in TILE=4,8,16");
            }
            List<Long> values = Stream.of(axis.group(2).split(",", -1))
                    .map(Long::valueOf)
                    .distinct()
                    .toList();
            if (axes.put(axis.group(1), values) != null) {
                throw new BackendException(tag.place() + ": @tune gives " + axis.group(1) + " values twice");
            }
        }));
        TuningSpace space = new TuningSpace(axes, where.map(tag -> Expression.parse(tag.text(), tag.place())));
        for (Kind kind : Kind.values()) {
            space.satisfies(
                    defaults, kind, where.map(KernelHead.Tag::place).orElse("")); // names that stand for nothing
        }
        return space;
    }

    /**
     * Whether macros may have such values.
     *
     * @param macros values of some of the axes
     * @param usual values of all macros where nobody says otherwise
     */
    public boolean allows(Map<String, Long> macros, Map<String, Long> usual, Kind kind) {
        for (Map.Entry<String, Long> macro : macros.entrySet()) {
            if (!axes.getOrDefault(macro.getKey(), List.of()).contains(macro.getValue())) {
                return false;
            }
        }
        Map<String, Long> all = new HashMap<>(usual);
        all.putAll(macros);
        return satisfies(all, kind, "@where");
    }

    /** What constraints may name besides macros: the kinds of devices, 1 for the one at hand and 0 for others. */
    public static Map<String, Long> names(Kind kind) {
        Map<String, Long> names = new HashMap<>();
        for (Kind other : Kind.values()) {
            names.put(other.name().toLowerCase(Locale.ROOT), other == kind ? 1L : 0L);
        }
        return names;
    }

    private boolean satisfies(Map<String, Long> macros, Kind kind, String place) {
        Map<String, Long> names = new HashMap<>(macros);
        names.putAll(names(kind));
        return constraint.isEmpty() || constraint.get().evaluate(names, place) != 0;
    }
}
