package io.nacre.backend.opencl.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read is what was written, whatever happened to the files. */
class ProgramCacheTest {
    private static final List<String> DEVICE = List.of("device", "vendor", "driver 1");
    private static final byte[] PROGRAM = {1, 2, 3, 4, 5};

    @TempDir
    Path parent;

    private Path folder;
    private ProgramCache cache;
    private String key;

    @BeforeEach
    void open() {
        folder = parent.resolve("not/yet/there");
        cache = new ProgramCache(folder, DEVICE);
        key = cache.key("source", "-D N=1");
    }

    private boolean write(String name, byte[] program) {
        return cache.write(name, () -> Optional.of(program));
    }

    private Path only() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        assertThat(cache.read(key)).isEmpty();
        assertThat(write(key, PROGRAM)).isTrue();
        assertThat(cache.read(key)).contains(PROGRAM);
        assertThat(new ProgramCache(folder, DEVICE).read(key)).contains(PROGRAM);
        assertThat(only()).hasFileName(key + ".program");
    }

    @Test
    void whatADriverDoesNotGiveIsNotWritten() throws IOException {
        assertThat(cache.write(key, Optional::empty)).isTrue();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void eachPartOfAKeyCounts() {
        Set<String> keys = new HashSet<>();
        for (List<String> device : List.of(DEVICE, List.of("device", "vendor", "driver 2"), List.of("device"))) {
            ProgramCache other = new ProgramCache(folder, device);
            for (String source : List.of("source", "source ", "")) {
                for (String options : List.of("-D N=1", "-D N=2", "")) {
                    assertThat(keys.add(other.key(source, options))).isTrue();
                }
            }
        }
        assertThat(new ProgramCache(folder, List.of("ab", "c")).key("", ""))
                .isNotEqualTo(new ProgramCache(folder, List.of("a", "bc")).key("", ""));
        assertThat(keys).contains(key);
    }

    @Test
    void aFileThatEndsTooSoonIsNoneAtEachLength() throws IOException {
        write(key, PROGRAM);
        byte[] whole = Files.readAllBytes(only());
        for (int length = 0; length < whole.length; length++) {
            Files.write(folder.resolve(key + ".program"), Arrays.copyOf(whole, length));
            assertThat(cache.read(key)).as("%s bytes", length).isEmpty();
            assertThat(folder).isEmptyDirectory();
        }
        Files.write(folder.resolve(key + ".program"), Arrays.copyOf(whole, whole.length + 1));
        assertThat(cache.read(key)).as("a byte too many").isEmpty();
    }

    @Test
    void aFileWithAnyBitChangedIsNone() throws IOException {
        write(key, PROGRAM);
        Path file = only();
        byte[] whole = Files.readAllBytes(file);
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] changed = whole.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, changed);
            assertThat(cache.read(key)).as("bit %s", bit).isEmpty();
        }
    }

    @Test
    void garbageIsNone() throws IOException {
        Files.createDirectories(folder);
        byte[] garbage = new byte[100_000];
        new Random(1).nextBytes(garbage);
        Files.write(folder.resolve(key + ".program"), garbage);
        assertThat(cache.read(key)).isEmpty();
        write(key, PROGRAM);
        assertThat(cache.read(key)).contains(PROGRAM);
    }

    @Test
    void aFileUnderAnotherNameIsNone() throws IOException {
        write(key, PROGRAM);
        String other = cache.key("another source", "");
        Files.move(only(), folder.resolve(other + ".program"));
        assertThat(cache.read(other)).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenAsksForNoProgram() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");
        ProgramCache nowhere = new ProgramCache(file.resolve("programs"), DEVICE);
        assertThat(nowhere.write(key, () -> {
                    throw new AssertionError("asked for");
                }))
                .isFalse();
        assertThat(nowhere.read(key)).isEmpty();
        nowhere.trim(0);
    }

    @Test
    void aFolderInPlaceOfAFileIsNone() throws IOException {
        Files.createDirectories(folder.resolve(key + ".program/full"));
        assertThat(cache.read(key)).isEmpty();
        assertThat(write(key, PROGRAM)).isFalse();
        assertThat(cache.read(key)).isEmpty();
    }

    @Test
    void manyWriteAndReadAtOnce() throws Exception {
        byte[] large = new byte[1 << 20];
        Arrays.fill(large, (byte) 7);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = Stream.<Runnable>of(
                            () -> write(key, large), () -> cache.read(key), () -> cache.trim(1 << 19))
                    .flatMap(work -> Stream.of(work, work))
                    .<Future<?>>map(work -> threads.submit(() -> {
                        for (int i = 0; i < 50; i++) {
                            work.run();
                            cache.read(key).ifPresent(read -> assertThat(read).isEqualTo(large));
                        }
                    }))
                    .toList();
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        write(key, large);
        assertThat(cache.read(key)).contains(large);
        assertThat(only()).hasFileName(key + ".program");
    }

    @Test
    void whatWasNotUsedForLongestGoesFirst() throws IOException {
        List<String> keys = Stream.of("a", "b", "c", "d")
                .map(source -> cache.key(source, ""))
                .toList();
        for (int i = 0; i < keys.size(); i++) {
            write(keys.get(i), new byte[1000]);
            Files.setLastModifiedTime(
                    folder.resolve(keys.get(i) + ".program"),
                    FileTime.from(Instant.now().minusSeconds(1000 - i)));
        }
        assertThat(cache.read(keys.get(0))).isPresent();
        cache.trim(2500);
        assertThat(cache.read(keys.get(1))).isEmpty();
        assertThat(cache.read(keys.get(2))).isEmpty();
        assertThat(cache.read(keys.get(0))).isPresent();
        assertThat(cache.read(keys.get(3))).isPresent();
    }

    @Test
    void whatAKilledProcessLeftGoesAfterAnHour() throws IOException {
        Files.createDirectories(folder);
        Path left = Files.createTempFile(folder, "x", ".tmp");
        Path recent = Files.createTempFile(folder, "x", ".tmp");
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(4000)));
        cache.trim(1000);
        assertThat(left).doesNotExist();
        assertThat(recent).exists();
    }
}
