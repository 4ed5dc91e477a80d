package io.nacre.backend.opencl.tuning;

import io.nacre.backend.WholeFile;
import io.nacre.tensor.io.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Results of the tuner in a file: JSON, one entry a line. A file that is absent, damaged or of another format holds nothing, a
 * damaged entry is none.
 *
 * @param guard a file that whoever writes holds a lock on
 */
public record TuningFile(Path path, Path guard) {
    private static final String FORMAT = "nacre tuning 1";
    private static final String NAME = "tuning.json";
    private static final String GUARD = "tuning.lock";
    /** More is not read: a file grows by what is tuned by hand. */
    private static final int MOST_ENTRIES = 20_000;

    private static final Object IN_THIS_PROCESS = new Object();

    /** The user's own. */
    public static TuningFile in(Path cache) {
        return new TuningFile(cache.resolve(NAME), cache.resolve(GUARD));
    }

    /**
     * That of a family of devices.
     *
     * @param folder where such files lie: {@code kernels/tuning}
     * @param cache where the guard lies
     */
    public static TuningFile of(String family, Path folder, Path cache) {
        return new TuningFile(folder.resolve(family + ".json"), cache.resolve(GUARD));
    }

    /** What it holds. */
    public List<TuningEntry> read() {
        try {
            return Files.isRegularFile(path) ? parse(Files.readString(path)) : List.of();
        } catch (IOException | UncheckedIOException | SecurityException e) {
            return List.of(); // not tuned
        }
    }

    /** What a file's text holds. */
    public static List<TuningEntry> parse(String text) {
        try {
            if (Json.parse(text) instanceof Map<?, ?> file
                    && FORMAT.equals(file.get("format"))
                    && file.get("entries") instanceof List<?> entries) {
                return entries.stream()
                        .limit(MOST_ENTRIES)
                        .map(TuningEntry::parse)
                        .flatMap(Optional::stream)
                        .toList();
            }
            return List.of();
        } catch (Json.SyntaxException e) {
            return List.of();
        }
    }

    /**
     * Adds entries in place of those for the same device, driver, key and accuracy. Others may write at the same time: nothing of
     * theirs is lost, and who reads sees the file before or after.
     *
     * @throws IOException if it cannot be written
     */
    public void add(Collection<TuningEntry> entries) throws IOException {
        Files.createDirectories(guard.toAbsolutePath().getParent());
        synchronized (IN_THIS_PROCESS) { // a lock is a whole process's
            try (FileChannel channel = FileChannel.open(guard, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                List<TuningEntry> all = new ArrayList<>(read());
                for (TuningEntry entry : entries) {
                    all.removeIf(entry::replaces);
                    all.add(entry);
                }
                WholeFile.replace(path, write(all));
            }
        }
    }

    private static String write(List<TuningEntry> entries) {
        return entries.stream()
                .sorted(Comparator.comparing(TuningEntry::device)
                        .thenComparing(TuningEntry::driver)
                        .thenComparing(TuningEntry::key)
                        .thenComparing(TuningEntry::errorFactor))
                .map(entry -> Json.write(entry.toJson()))
                .collect(Collectors.joining(",\n", "{\"format\":\"" + FORMAT + "\",\"entries\":[\n", "\n]}\n"));
    }
}
