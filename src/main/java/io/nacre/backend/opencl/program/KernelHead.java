package io.nacre.backend.opencl.program;

import io.nacre.backend.Device.Kind;
import io.nacre.error.BackendException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a kernel file says of itself to the host:
 *
 * <pre>
 * // @kernel pool_max                          the entry point
 * // @global out_w, out_d * out_h, batch       work-items along one to three dimensions
 * // @local  LOCAL_W, 1, 1                     work-items of a work-group
 * // @gpu    LOCAL_W=32                        macros that have other values on a device of that kind, if any
 * // @requires groups == 1                     what must hold for a kernel of the user's own to be taken, if anything
 * // @tune   LOCAL_W=8,16,32                   values that the tuner tries, if any
 * // @where  gpu || LOCAL_W == 1               what must hold of them, if anything
 * </pre>
 *
 * Sizes are {@linkplain Expression expressions} of the operation's extents and of the macros; macros have the values of
 * the build options, else those of the file's own {@code #ifndef NAME / #define NAME value}.
 *
 * @param place the file, for messages
 * @param kernel the entry point
 * @param global work-items along each dimension
 * @param local work-items of a work-group along each dimension
 * @param requires what must not be 0, if anything
 * @param defaults the macros that the file gives whole numbers
 * @param overrides macros with other values on devices of a kind
 * @param space what the tuner may try
 */
public record KernelHead(
        String place,
        String kernel,
        List<Expression> global,
        List<Expression> local,
        Optional<Expression> requires,
        Map<String, Long> defaults,
        Map<Kind, Map<String, Long>> overrides,
        TuningSpace space) {
    private static final Pattern TAG = Pattern.compile("\\s*//\\s*@(\\w+)\\s+(.*)");
    private static final Pattern GUARD = Pattern.compile("\\s*#\\s*ifndef\\s+(\\w+).*");
    private static final Pattern NUMBER =
            Pattern.compile("\\s*#\\s*define\\s+(\\w+)\\s+\\(?(-?\\d+)\\)?\\s*(//.*|/\\*.*)?");
    private static final Pattern SETTING = Pattern.compile("(\\w+)=(-?\\d+)");

    private static final List<String> TAGS =
            List.of("kernel", "global", "local", "gpu", "cpu", "accelerator", "requires", "tune", "where");

    /**
     * What a line says.
     *
     * @param place the line, for messages
     */
    record Tag(String place, String text) {}

    static KernelHead parse(String place, String text) {
        Map<String, Tag> tags = new HashMap<>();
        Map<String, Long> defaults = new HashMap<>();
        String guarded = "";
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Matcher tag = TAG.matcher(line);
            Matcher guard = GUARD.matcher(line);
            Matcher define = NUMBER.matcher(line);
            if (tag.matches()) {
                String name = tag.group(1);
                if (!TAGS.contains(name)) {
                    throw new BackendException(place + ":" + number + ": '@" + name + "' is unknown; there are @"
                            + String.join(", @", TAGS));
                }
                if (tags.put(name, new Tag(place + ":" + number, tag.group(2).strip())) != null) {
                    throw new BackendException(place + ":" + number + ": a second '@" + name + "'");
                }
            } else if (guard.matches()) {
                guarded = guard.group(1);
            } else if (define.matches() && define.group(1).equals(guarded)) {
                defaults.put(guarded, Long.parseLong(define.group(2)));
            }
        }
        return of(place, tags, defaults);
    }

    private static KernelHead of(String place, Map<String, Tag> tags, Map<String, Long> defaults) {
        List<Expression> global = sizes(place, tags, "global");
        List<Expression> local = sizes(place, tags, "local");
        if (global.size() != local.size() || global.size() > 3) {
            throw new BackendException(
                    place + ": @global " + global + " and @local " + local + " must both have one to three dimensions");
        }
        Map<Kind, Map<String, Long>> overrides = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            Tag settings = tags.getOrDefault(kind.name().toLowerCase(Locale.ROOT), new Tag(place, ""));
            overrides.put(kind, settings(settings, defaults));
        }
        Optional<Expression> requires =
                Optional.ofNullable(tags.get("requires")).map(tag -> Expression.parse(tag.text, tag.place));
        return new KernelHead(
                place,
                required(place, tags, "kernel").text,
                global,
                local,
                requires,
                Map.copyOf(defaults),
                Map.copyOf(overrides),
                TuningSpace.parse(
                        Optional.ofNullable(tags.get("tune")), Optional.ofNullable(tags.get("where")), defaults));
    }

    private static Map<String, Long> settings(Tag tag, Map<String, Long> defaults) {
        Map<String, Long> settings = new HashMap<>();
        for (String word : tag.text.isBlank() ? new String[0] : tag.text.split("[ ,]+")) {
            Matcher setting = SETTING.matcher(word);
            if (!setting.matches() || !defaults.containsKey(setting.group(1))) {
                throw new BackendException(tag.place + ": '" + word + "' does not set one of the file's macros "
                        + defaults.keySet().stream().sorted().toList() + " to a whole number");
            }
            settings.put(setting.group(1), Long.parseLong(setting.group(2)));
        }
        return Map.copyOf(settings);
    }

    private static List<Expression> sizes(String place, Map<String, Tag> tags, String tag) {
        List<Expression> sizes = new ArrayList<>();
        Tag line = required(place, tags, tag);
        for (String part : split(line.text)) {
            sizes.add(Expression.parse(part, line.place + ": @" + tag));
        }
        return List.copyOf(sizes);
    }

    private static Tag required(String place, Map<String, Tag> tags, String tag) {
        Tag value = tags.get(tag);
        if (value == null) {
            throw new BackendException(place + ": its head has no line '// @" + tag + " …'");
        }
        return value;
    }

    /** Splits at the commas that stand outside of parentheses. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** The values that macros have on devices of a kind where nobody says otherwise. */
    public Map<String, Long> usual(Kind kind) {
        Map<String, Long> usual = new HashMap<>(defaults);
        usual.putAll(overrides.getOrDefault(kind, Map.of()));
        return usual;
    }

    /** The values of size expressions. */
    long[] evaluate(List<Expression> sizes, Map<String, Long> names) {
        return sizes.stream().mapToLong(size -> size.evaluate(names, place)).toArray();
    }
}
