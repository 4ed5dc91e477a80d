package io.nacre.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Watches kernel files for being saved. By looking, many times a second: editors write into files or put others in their
 * place, each in its own way, and a look at a few dozen files costs nothing.
 */
public final class Watch {
    private static final long INTERVAL_MILLIS = 20;
    /** A file is done being written when it stays as it is for so long. */
    private static final int QUIET_LOOKS = 2;
    /** A file that was put in place of another one may bear an old time. */
    private static final Duration BELIEVABLE = Duration.ofSeconds(2);

    private final Optional<Path> folder;
    private Map<Path, Stamp> stamps = new HashMap<>();

    /** By what a saved file differs. */
    private record Stamp(FileTime time, long size, @Nullable Object key) {}

    /**
     * A change.
     *
     * @param file what was saved
     * @param time when
     */
    public record Change(Path file, Instant time) {}

    /** Watches all kernel files below a folder, as they are now, and others on demand. */
    public Watch(Optional<Path> folder) {
        this.folder = folder.map(path -> path.toAbsolutePath().normalize());
        this.stamps = look(Set.of());
    }

    /**
     * Waits for the next change.
     *
     * @param files those that matter; if there are none, every file matters
     */
    public Change await(Collection<Path> files) throws InterruptedException {
        while (true) {
            Optional<Change> change = await(files, Duration.ofHours(1));
            if (change.isPresent()) {
                return change.get();
            }
        }
    }

    /** Waits for the next change, but not longer than this. */
    Optional<Change> await(Collection<Path> files, Duration limit) throws InterruptedException {
        Set<Path> wanted = new TreeSet<>();
        files.forEach(file -> wanted.add(file.toAbsolutePath().normalize()));
        look(wanted).forEach(stamps::putIfAbsent); // those outside of the folder
        long end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < end) {
            Map<Path, Stamp> now = look(wanted);
            Optional<Path> changed = changed(now, wanted);
            if (changed.isPresent()) {
                Instant seen = Instant.now();
                stamps = quiet(now, wanted);
                return Optional.of(new Change(changed.get(), saved(changed.get(), seen)));
            }
            Thread.sleep(INTERVAL_MILLIS);
        }
        return Optional.empty();
    }

    /** The first file that matters and is new or another. One that is gone is about to be put in place again. */
    private Optional<Path> changed(Map<Path, Stamp> now, Set<Path> wanted) {
        return now.entrySet().stream()
                .filter(entry -> wanted.isEmpty() || wanted.contains(entry.getKey()))
                .filter(entry -> !Objects.equals(stamps.get(entry.getKey()), entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Map<Path, Stamp> quiet(Map<Path, Stamp> first, Set<Path> wanted) throws InterruptedException {
        Map<Path, Stamp> last = first;
        for (int looks = 0; looks < QUIET_LOOKS; looks++) {
            Thread.sleep(INTERVAL_MILLIS);
            Map<Path, Stamp> now = look(wanted);
            looks = now.equals(last) ? looks : -1;
            last = now;
        }
        return last;
    }

    private Instant saved(Path file, Instant seen) {
        Stamp stamp = stamps.get(file);
        Instant time = stamp == null ? seen : stamp.time.toInstant();
        return time.isAfter(seen.minus(BELIEVABLE)) && !time.isAfter(Instant.now()) ? time : seen;
    }

    private Map<Path, Stamp> look(Set<Path> wanted) {
        Map<Path, Stamp> found = new HashMap<>();
        Set<Path> files = new TreeSet<>(wanted);
        try (Stream<Path> below = folder.isPresent() ? Files.walk(folder.get()) : Stream.empty()) {
            below.filter(Watch::isKernelFile).forEach(files::add);
        } catch (IOException | UncheckedIOException e) {
            files.addAll(stamps.keySet()); // something vanished while we looked
        }
        for (Path file : files) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                found.put(file, new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()));
            } catch (IOException e) {
                continue; // it is being replaced
            }
        }
        return found;
    }

    private static boolean isKernelFile(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(".cl") || name.endsWith(".clh");
    }
}
