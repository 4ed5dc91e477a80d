package io.nacre.backend;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes files that several processes share: who reads sees the file before or after, and never a part of it. */
public final class WholeFile {
    /** How the names of files end that are not finished; a killed process leaves them. */
    public static final String UNFINISHED = ".tmp";

    private WholeFile() {}

    /** Replaces a file, whose folder need not exist, by a text. */
    public static void replace(Path target, String text) throws IOException {
        replace(target, () -> Optional.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Replaces a file, whose folder need not exist.
     *
     * @param content asked for only if there is a place to write it to; empty to leave all as it is
     */
    public static void replace(Path target, Supplier<Optional<byte[]>> content) throws IOException {
        Path place = target.toAbsolutePath();
        Path folder = Files.createDirectories(place.getParent());
        Path temporary = Files.createTempFile(folder, place.getFileName().toString(), UNFINISHED);
        try {
            Optional<byte[]> bytes = content.get();
            if (bytes.isPresent()) {
                write(temporary, bytes.get());
                Files.move(temporary, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** By a plain stream: a channel would be closed by an interrupt of the caller. */
    private static void write(Path file, byte[] bytes) throws IOException {
        try (OutputStream out = new FileOutputStream(file.toFile())) {
            out.write(bytes);
        }
    }
}
