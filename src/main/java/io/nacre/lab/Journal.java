package io.nacre.lab;

import io.nacre.error.NacreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All trials that were ever made, as lines of JSON in {@code trials.jsonl}, and beside it the files of each version, below
 * {@code sources/} by hash. Several labs may write at once: a line is appended by one call, and a folder of files is there
 * whole or not at all.
 */
public final class Journal {
    /** Digits by which versions are told apart. */
    private static final int DIGITS = 12;

    private final Path folder;

    /**
     * What a journal holds.
     *
     * @param trials in the order in which they ended
     * @param remarks on lines that could not be read
     */
    public record Contents(List<TrialResult> trials, List<String> remarks) {
        public Contents {
            trials = List.copyOf(trials);
            remarks = List.copyOf(remarks);
        }
    }

    /** A journal in a folder, which is made when the first trial is written. */
    public Journal(Path folder) {
        this.folder = folder;
    }

    /** The file of the trials. */
    public Path trials() {
        return folder.resolve("trials.jsonl");
    }

    /** A version's hash in short; a dash where nothing is known of it. */
    public static String digest(Version version) {
        return version.hash().isEmpty()
                ? "-"
                : version.hash().substring(0, Math.min(DIGITS, version.hash().length()));
    }

    /** The files of a version, at their places below the root of all kernels; empty if none are kept, as of built-in ones. */
    public Optional<Path> sources(Version version) {
        Path kept = place(version);
        return version.hash().isEmpty() || !Files.isDirectory(kept) ? Optional.empty() : Optional.of(kept);
    }

    private Path place(Version version) {
        return folder.resolve("sources").resolve(digest(version));
    }

    /**
     * Writes a trial down and keeps its version's files.
     *
     * @param started when the trial began: files that were saved after that may not be what was tried, and are not kept
     * @param root of all kernels, if they come from a folder
     */
    public void add(TrialResult trial, Instant started, Optional<Path> root) throws IOException {
        Files.createDirectories(folder);
        keep(trial.version(), started, root);
        ByteBuffer line = StandardCharsets.UTF_8.encode((isTorn() ? "\n" : "") + trial.toJson() + "\n");
        try (FileChannel file = FileChannel.open(trials(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (line.hasRemaining()) {
                file.write(line);
            }
        }
    }

    /** Whether the last line has no end, as its writer was killed. */
    private boolean isTorn() throws IOException {
        if (!Files.isRegularFile(trials())) {
            return false;
        }
        try (FileChannel file = FileChannel.open(trials(), StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return file.size() > 0 && file.read(last, file.size() - 1) == 1 && last.get(0) != '\n';
        }
    }

    private void keep(Version version, Instant started, Optional<Path> root) throws IOException {
        if (version.hash().isEmpty() || version.files().isEmpty() || Files.isDirectory(place(version))) {
            return;
        }
        Map<Path, byte[]> texts = new LinkedHashMap<>();
        for (Path file : version.files()) {
            if (!Files.isRegularFile(file)) {
                return;
            }
            texts.put(below(root.map(Path::toAbsolutePath), file), Files.readAllBytes(file));
        }
        for (Path file : version.files()) { // after they were read
            if (!Files.getLastModifiedTime(file).toInstant().isBefore(started)) {
                return;
            }
        }
        write(texts, place(version));
    }

    /** Where a file lies below the root of all kernels; a file from elsewhere goes by its name. */
    private static Path below(Optional<Path> root, Path file) {
        return root.filter(file::startsWith).map(path -> path.relativize(file)).orElse(file.getFileName());
    }

    private static void write(Map<Path, byte[]> texts, Path place) throws IOException {
        Path temporary = Files.createTempDirectory(Files.createDirectories(place.getParent()), "new");
        for (Map.Entry<Path, byte[]> text : texts.entrySet()) {
            Path file = temporary.resolve(text.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, text.getValue());
        }
        try {
            Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            delete(temporary);
            if (!Files.isDirectory(place)) { // else another lab was faster
                throw e;
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(tree)) {
            paths = new ArrayList<>(walk.toList());
        }
        for (int i = paths.size() - 1; i >= 0; i--) {
            Files.delete(paths.get(i));
        }
    }

    /** All that was written down; nothing where nobody has. */
    public Contents read() throws IOException {
        List<TrialResult> results = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        if (Files.isRegularFile(trials())) {
            String text = new String(Files.readAllBytes(trials()), StandardCharsets.UTF_8);
            int number = 0;
            for (String line : text.split("\n", -1)) {
                number++;
                if (!line.isBlank()) {
                    try {
                        results.add(TrialResult.parse(line));
                    } catch (NacreException e) {
                        remarks.add(trials() + ":" + number + ": skipped: " + shortened(e));
                    }
                }
            }
        }
        return new Contents(results, remarks);
    }

    private static String shortened(NacreException e) {
        String message = String.valueOf(e.getMessage());
        return message.length() <= 120 ? message : message.substring(0, 120) + "…";
    }
}
