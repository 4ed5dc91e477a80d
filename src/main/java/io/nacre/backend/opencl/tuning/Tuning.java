package io.nacre.backend.opencl.tuning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The results of the tuner that hold for one device and its driver: the user's own before those that come with the kernels. Read
 * when they are first asked for.
 */
public final class Tuning {
    /** Of a device that is to do as if nobody had tuned it. */
    public static final Tuning NONE = new Tuning("", "", "", List::of, List::of);

    private final String device;
    private final String family;
    private final String driver;
    private final Supplier<List<TuningEntry>> measured;
    private final Supplier<List<TuningEntry>> committed;
    private final Map<String, List<TuningEntry>> entries = new HashMap<>();
    private boolean read;

    /**
     * The results for a device.
     *
     * @param measured the user's own, for any devices
     * @param committed those for families of devices
     */
    public Tuning(
            String device,
            String family,
            String driver,
            Supplier<List<TuningEntry>> measured,
            Supplier<List<TuningEntry>> committed) {
        this.device = device;
        this.family = family;
        this.driver = driver;
        this.measured = measured;
        this.committed = committed;
    }

    /**
     * The results for a key, the fastest first; the user's own, if there are any that can be used.
     *
     * @param usable whether one is still about the kernels that there are
     */
    public List<TuningEntry> find(TuningKey key, Predicate<TuningEntry> usable) {
        List<TuningEntry> found = entries(key).stream()
                .filter(usable)
                .sorted(Comparator.comparingLong(TuningEntry::after))
                .toList();
        List<TuningEntry> own =
                found.stream().filter(entry -> entry.device().equals(device)).toList();
        return own.isEmpty() ? found : own;
    }

    private synchronized List<TuningEntry> entries(TuningKey key) {
        if (!read) {
            keep(device, measured.get());
            keep(family, committed.get());
            read = true;
        }
        return entries.getOrDefault(key.text(), List.of());
    }

    private void keep(String name, List<TuningEntry> all) {
        for (TuningEntry entry : all) {
            if (entry.device().equals(name) && entry.driver().equals(driver)) {
                entries.computeIfAbsent(entry.key(), text -> new ArrayList<>()).add(entry);
            }
        }
    }
}
