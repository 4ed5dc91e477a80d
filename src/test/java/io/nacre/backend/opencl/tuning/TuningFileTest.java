package io.nacre.backend.opencl.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningFileTest {
    @TempDir
    private Path folder;

    private TuningFile file;

    @BeforeEach
    void nameTheFile() {
        file = TuningFile.in(folder.resolve("cache"));
    }

    static TuningEntry entry(String device, String driver, String key, long error, long after) {
        return new TuningEntry(
                device,
                driver,
                key,
                "convolution/padded",
                new TreeMap<>(Map.of("TILE_C", 8L, "LANES", 16L)),
                "0abc",
                error,
                200,
                after);
    }

    private static TuningEntry entry(String key) {
        return entry("a \"device\"", "driver 1", key, 1, 100);
    }

    @Test
    void whatIsAddedIsReadAgain() throws IOException {
        assertThat(file.read()).isEmpty();
        file.add(List.of(entry("b"), entry("a")));
        file.add(List.of(entry("c")));
        assertThat(file.read()).containsExactly(entry("a"), entry("b"), entry("c"));
        try (Stream<Path> files = Files.list(file.path().getParent())) {
            assertThat(files).hasSize(2); // it and its guard, nothing temporary
        }
    }

    @Test
    void thereIsOneEntryForDeviceDriverKeyAndAccuracy() throws IOException {
        file.add(List.of(entry("d", "1", "k", 1, 100), entry("d", "1", "k", 8, 60), entry("d", "2", "k", 1, 100)));
        file.add(List.of(entry("d", "1", "k", 1, 90), entry("e", "1", "k", 1, 50)));
        assertThat(file.read())
                .containsExactly(
                        entry("d", "1", "k", 1, 90),
                        entry("d", "1", "k", 8, 60),
                        entry("d", "2", "k", 1, 100),
                        entry("e", "1", "k", 1, 50));
    }

    @Test
    void garbageHoldsNothingAndIsReplaced() throws IOException {
        file.add(List.of(entry("a"), entry("b")));
        String good = Files.readString(file.path());
        List<String> bad = List.of(
                "",
                "\u0000\u0001\uffff",
                "[]",
                "{\"format\":\"nacre tuning 0\",\"entries\":[]}",
                "{\"format\":\"nacre tuning 1\",\"entries\":7}",
                good.substring(0, good.length() / 2),
                good + "more");
        for (String text : bad) {
            Files.writeString(file.path(), text);
            assertThat(file.read()).as(text).isEmpty();
        }
        Files.write(file.path(), new byte[] {(byte) 0xc3, (byte) 0x28});
        assertThat(file.read()).as("not UTF-8").isEmpty();
        file.add(List.of(entry("c")));
        assertThat(file.read()).containsExactly(entry("c"));
    }

    @Test
    void aDamagedEntryIsNone() throws IOException {
        file.add(List.of(entry("a"), entry("b")));
        String good = Files.readString(file.path());
        Stream<String> damaged = Stream.of(
                good.replaceFirst("\"source\"", "\"sauce\""),
                good.replaceFirst("\"before_ns\":200", "\"before_ns\":\"200\""),
                good.replaceFirst("\"TILE_C\":8", "\"TILE_C\":8.5"),
                good.replaceFirst("convolution/padded", "../convolution/padded"),
                good.replaceFirst("\"macros\":\\{[^}]*}", "\"macros\":[]"));
        for (String text : damaged.toList()) {
            assertThat(text).isNotEqualTo(good);
            assertThat(TuningFile.parse(text)).containsExactly(entry("b"));
        }
    }

    @Test
    void writersAtTheSameTimeLoseNothingAndReadersSeeWholeFiles() throws Exception {
        file.add(List.of(entry("first")));
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                int number = writer;
                writers.add(threads.submit(() -> {
                    for (int i = 0; i < 15; i++) {
                        new TuningFile(file.path(), file.guard()).add(List.of(entry(number + "-" + i)));
                    }
                    return null;
                }));
            }
            while (!writers.stream().allMatch(Future::isDone)) {
                assertThat(file.read()).contains(entry("first"));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(file.read()).hasSize(61);
    }

    @Test
    void aFolderThatCannotBeIsTold() throws IOException {
        Path plain = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> TuningFile.in(plain).add(List.of(entry("a")))).isInstanceOf(IOException.class);
        assertThat(TuningFile.in(plain).read()).isEmpty();
    }
}
