package io.nacre.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.Roof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Subject SUBJECT = new Subject(
            "ReLU(): Unary relu, f32 8 -> f32 8", "opencl:0", "a device", "driver 1", 8, 64, new Roof(1e9, 1e9));
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir
    Path folder;

    private Journal journal;
    private Path kernels;
    private Path kernel;
    private Path header;

    @BeforeEach
    void writeAKernel() throws IOException {
        journal = new Journal(folder.resolve("not").resolve("there"));
        kernels = Files.createDirectories(folder.resolve("kernels"));
        kernel = Files.writeString(
                Files.createDirectories(kernels.resolve("pool")).resolve("max.cl"), "kernel 1");
        header = Files.writeString(
                Files.createDirectories(kernels.resolve("common")).resolve("types.clh"), "types");
        for (Path file : List.of(kernel, header)) {
            Files.setLastModifiedTime(file, FileTime.from(TIME.minusSeconds(60)));
        }
    }

    private TrialResult trial(String hash, int median) {
        Version version = new Version("pool/max.cl", hash, "max", "-D A=1", List.of(), List.of(kernel, header));
        return new TrialResult(TIME, SUBJECT, version, Verdict.RIGHT, "", new Times(median, median, median, 9));
    }

    private void add(TrialResult trial) throws IOException {
        journal.add(trial, TIME, Optional.of(kernels));
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        assertThat(journal.read()).isEqualTo(new Journal.Contents(List.of(), List.of()));
        List<TrialResult> trials = List.of(
                trial("ab".repeat(32), 100),
                new TrialResult(
                        TIME,
                        SUBJECT,
                        Version.UNKNOWN,
                        Verdict.CRASHED,
                        "killed by \"SIGSEGV\"\nat 0x0\t×",
                        Times.NONE));
        for (TrialResult trial : trials) {
            add(trial);
        }
        assertThat(new Journal(journal.trials().getParent()).read()).isEqualTo(new Journal.Contents(trials, List.of()));
        assertThat(Files.readAllLines(journal.trials())).hasSize(2);
    }

    @Test
    void filesOfEachVersionAreKeptByHash() throws IOException {
        TrialResult first = trial("ab".repeat(32), 100);
        TrialResult second = trial("cd".repeat(32), 90);
        add(first);
        Files.writeString(kernel, "kernel 2");
        Files.setLastModifiedTime(kernel, FileTime.from(TIME.minusSeconds(1)));
        add(second);
        Files.writeString(kernel, "kernel 3");
        add(second);
        Path old = journal.sources(first.version()).orElseThrow();
        assertThat(old).hasFileName("abababababab");
        assertThat(old.resolve("pool").resolve("max.cl")).hasContent("kernel 1");
        assertThat(old.resolve("common").resolve("types.clh")).hasContent("types");
        assertThat(journal.sources(second.version()).orElseThrow().resolve("pool/max.cl"))
                .hasContent("kernel 2");
        try (var all = Files.list(old.getParent())) {
            assertThat(all).hasSize(2);
        }
    }

    @Test
    void filesThatMayHaveChangedMeanwhileAreNotKept() throws IOException {
        Files.setLastModifiedTime(header, FileTime.from(TIME));
        TrialResult trial = trial("ab".repeat(32), 100);
        add(trial);
        assertThat(journal.sources(trial.version())).isEmpty();
        assertThat(journal.read().trials()).containsExactly(trial);
        Files.delete(header);
        add(trial);
        assertThat(journal.sources(trial.version())).isEmpty();
        assertThat(journal.read().trials()).hasSize(2);
    }

    @Test
    void aFileFromElsewhereIsKeptByItsName() throws IOException {
        TrialResult trial = trial("ab".repeat(32), 100);
        journal.add(trial, TIME, Optional.empty());
        assertThat(journal.sources(trial.version()).orElseThrow().resolve("max.cl"))
                .hasContent("kernel 1");
        assertThat(journal.sources(Version.UNKNOWN)).isEmpty();
    }

    @Test
    void damagedLinesAreSkippedWithARemark() throws IOException {
        add(trial("ab".repeat(32), 1));
        String line = Files.readString(journal.trials());
        Files.writeString(journal.trials(), "{\"time\":3}\nnonsense\n\n" + line + line.substring(0, line.length() / 2));
        add(trial("cd".repeat(32), 2)); // the line before it has no end
        Files.write(journal.trials(), new byte[] {(byte) 0xff, 0, '\n'}, StandardOpenOption.APPEND);
        Journal.Contents contents = journal.read();
        assertThat(contents.trials()).containsExactly(trial("ab".repeat(32), 1), trial("cd".repeat(32), 2));
        assertThat(contents.remarks()).hasSize(4);
        assertThat(contents.remarks().get(0)).startsWith(journal.trials() + ":1: skipped: trial: ");
        assertThat(contents.remarks().get(1)).startsWith(journal.trials() + ":2: skipped: trial: damaged");
        assertThat(contents.remarks().get(2)).startsWith(journal.trials() + ":5: ");
        assertThat(contents.remarks().get(3)).startsWith(journal.trials() + ":7: ");
    }

    @Test
    void severalLabsWriteAtOnce() throws Exception {
        ExecutorService labs = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int lab = 0; lab < 4; lab++) {
                int from = 100 * lab;
                writers.add(labs.submit(() -> {
                    for (int i = 0; i < 100; i++) {
                        add(trial(Integer.toHexString(i % 10).repeat(64), from + i));
                    }
                    return null;
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            labs.shutdownNow();
        }
        Journal.Contents contents = journal.read();
        assertThat(contents.remarks()).isEmpty();
        assertThat(contents.trials())
                .extracting(trial -> trial.times().median())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 400).mapToObj(Long::valueOf).toList());
        try (var kept = Files.list(journal.trials().resolveSibling("sources"))) {
            assertThat(kept).hasSize(10).allMatch(path -> Files.isRegularFile(path.resolve("pool/max.cl")));
        }
    }
}
