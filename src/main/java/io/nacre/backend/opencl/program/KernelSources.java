package io.nacre.backend.opencl.program;

import io.nacre.error.BackendException;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Where kernel files are read from: a folder, or the jar. */
public final class KernelSources {
    private static final String RESOURCES = "/io/nacre/kernels/";
    private final Optional<Path> folder;

    /** The kernels of a folder, or without one the built-in ones. */
    public KernelSources(Optional<Path> folder) {
        this.folder = folder;
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            throw new BackendException("Kernels: " + folder.get() + " is not a folder");
        }
    }

    /**
     * Whether a file may change while it is in use.
     */
    boolean mayChange() {
        return folder.isPresent();
    }

    /** Where a file lies; empty if it is built in. */
    Optional<Path> location(String path) {
        return folder.map(root -> root.resolve(path));
    }

    /**
     * The text of a file.
     *
     * @param path below the root of all kernels: {@code pool/max.cl}
     */
    String read(String path) {
        try {
            return folder.isPresent() ? file(folder.get().resolve(path)) : resource(path);
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new BackendException("kernels/" + path + ": there is no such file in " + this, e);
        } catch (IOException e) {
            throw new BackendException("kernels/" + path + ": cannot be read from " + this + ": " + e.getMessage(), e);
        }
    }

    /** Reads by a plain stream: a channel would be closed by an interrupt of the caller. */
    private static String file(Path file) throws IOException {
        try (InputStream stream = new FileInputStream(file.toFile())) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String resource(String path) throws IOException {
        try (InputStream stream = KernelSources.class.getResourceAsStream(RESOURCES + path)) {
            if (stream == null) {
                throw new NoSuchFileException(path);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public String toString() {
        return folder.map(Path::toString).orElse("the built-in kernels");
    }
}
