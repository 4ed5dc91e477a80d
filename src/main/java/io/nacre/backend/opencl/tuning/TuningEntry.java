package io.nacre.backend.opencl.tuning;

import io.nacre.error.NacreException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the tuner found for one key on one device.
 *
 * @param device the vendor's name of the device, or a {@linkplain DeviceFamily family} of devices
 * @param driver the driver and its version
 * @param key which operations: the text of a {@link TuningKey}
 * @param algorithm the kernel file without its ending: {@code convolution/padded}
 * @param macros values of the file's macros; none for the file's own
 * @param source what stands for the file's text, includes in place
 * @param errorFactor as the kernel declares it, in whole multiples
 * @param before nanoseconds of a run by the backend's own choice
 * @param after nanoseconds of a run by this one
 */
public record TuningEntry(
        String device,
        String driver,
        String key,
        String algorithm,
        SortedMap<String, Long> macros,
        String source,
        long errorFactor,
        long before,
        long after) {
    private static final Pattern FILE = Pattern.compile("\\w+/\\w+");

    public TuningEntry {
        macros = Collections.unmodifiableSortedMap(new TreeMap<>(macros));
    }

    /** The kernel file: {@code convolution/padded.cl}. */
    public String file() {
        return algorithm + ".cl";
    }

    /** The same for a whole family of devices. */
    public TuningEntry on(String family) {
        return new TuningEntry(family, driver, key, algorithm, macros, source, errorFactor, before, after);
    }

    /** Whether it stands in the place of another one: there is one choice for each accuracy. */
    boolean replaces(TuningEntry other) {
        return device.equals(other.device)
                && driver.equals(other.driver)
                && key.equals(other.key)
                && (errorFactor <= 1) == (other.errorFactor <= 1);
    }

    Map<String, Object> toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("device", device);
        fields.put("driver", driver);
        fields.put("key", key);
        fields.put("algorithm", algorithm);
        fields.put("macros", macros);
        fields.put("source", source);
        fields.put("error", errorFactor);
        fields.put("before_ns", before);
        fields.put("after_ns", after);
        return fields;
    }

    /** Reads what {@link #toJson} made; empty where something is missing or of another kind. */
    static Optional<TuningEntry> parse(Object json) {
        try {
            return json instanceof Map<?, ?> fields ? Optional.of(of(fields)) : Optional.empty();
        } catch (NacreException e) {
            return Optional.empty();
        }
    }

    private static TuningEntry of(Map<?, ?> fields) {
        SortedMap<String, Long> macros = new TreeMap<>();
        Map<?, ?> values = field(fields, "macros", Map.class);
        for (Object name : values.keySet()) {
            macros.put(String.valueOf(name), field(values, String.valueOf(name), Long.class));
        }
        String algorithm = field(fields, "algorithm", String.class);
        if (!FILE.matcher(algorithm).matches()) {
            throw new NacreException("tuning: '" + algorithm + "' is not a kernel file");
        }
        return new TuningEntry(
                field(fields, "device", String.class),
                field(fields, "driver", String.class),
                field(fields, "key", String.class),
                algorithm,
                macros,
                field(fields, "source", String.class),
                field(fields, "error", Long.class),
                field(fields, "before_ns", Long.class),
                field(fields, "after_ns", Long.class));
    }

    private static <T> T field(Map<?, ?> fields, String name, Class<T> type) {
        Object value = fields.get(name);
        if (value == null || !type.isInstance(value)) {
            throw new NacreException("tuning: '" + name + "' is " + value + ", not a " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
