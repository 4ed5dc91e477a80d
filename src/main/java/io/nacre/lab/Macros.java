package io.nacre.lab;

import io.nacre.error.NacreException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Values for macros of a kernel file, in the order of their names: {@code LOCAL=8 TILE_W=16}.
 *
 * @param values by name
 */
public record Macros(SortedMap<String, Long> values) {
    private static final Pattern SETTING = Pattern.compile("(\\w+)=(-?\\d{1,18})");

    /** The file's own. */
    public static final Macros NONE = new Macros(Collections.emptySortedMap());

    public Macros {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** What {@link #toString} wrote; other words, such as the name of a file in front, are left out. */
    public static Macros parse(String text) {
        SortedMap<String, Long> values = new TreeMap<>();
        for (String word : text.split(" ", -1)) {
            Matcher setting = SETTING.matcher(word);
            if (setting.matches()) {
                values.put(setting.group(1), Long.parseLong(setting.group(2)));
            }
        }
        return new Macros(values);
    }

    /** These and one more. */
    Macros with(String name, long value) {
        SortedMap<String, Long> more = new TreeMap<>(values);
        if (more.put(name, value) != null) {
            throw new NacreException("macro " + name + " is there twice");
        }
        return new Macros(more);
    }

    @Override
    public String toString() {
        return values.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(" "));
    }
}
