package io.nacre.backend.opencl.program;

import io.nacre.backend.KernelFiles;
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
import java.util.Set;
import java.util.stream.Collectors;

/** Where kernel files are read from: a folder, or the jar; a user's own file from its own folder before that. */
public final class KernelSources {
    private static final String RESOURCES = "/io/nacre/kernels/";
    private final Optional<Path> folder;
    private final Optional<Path> own;

    /**
     * A file that was found.
     *
     * @param place its name for messages
     */
    public record Found(String place, String text) {}

    private KernelSources(Optional<Path> folder, Optional<Path> own) {
        this.folder = folder;
        this.own = own;
    }

    /** The kernels of a folder, or without one the built-in ones. */
    public KernelSources(Optional<Path> folder) {
        this(folder, Optional.empty());
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            throw new BackendException("Kernels: " + folder.get() + " is not a folder");
        }
    }

    /** A user's own file, and what it includes: first from its own folder, then from here. */
    KernelSources besides(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BackendException("Kernels: there is no file " + file);
        }
        return new KernelSources(folder, Optional.of(file));
    }

    /** Where a file lies; empty if it is built in. */
    Optional<Path> location(String path) {
        return neighbour(path).or(() -> folder.map(root -> root.resolve(path)));
    }

    private Optional<Path> neighbour(String path) {
        return own.map(file -> file.resolveSibling(path)).filter(Files::isRegularFile);
    }

    /**
     * Refuses files that are not there: of the user's own, or with macros.
     *
     * @throws BackendException naming the first of them
     */
    public void requireAll(KernelFiles files) {
        files.own().values().forEach(this::besides);
        Set<String> own = files.own().values().stream().map(Path::toString).collect(Collectors.toSet());
        files.macros().keySet().stream().filter(file -> !own.contains(file)).forEach(this::find);
    }

    /** The user's own file, if this is about one. */
    Optional<Path> own() {
        return own;
    }

    /** Whether a file may change while it is in use. */
    boolean mayChange() {
        return folder.isPresent() || own.isPresent();
    }

    /**
     * Finds a file.
     *
     * @param path below the root of all kernels: {@code pool/max.cl}; or beside the user's own file
     */
    Found find(String path) {
        String place = neighbour(path).map(Path::toString).orElse("kernels/" + path);
        Optional<Path> file = location(path);
        try {
            return new Found(place, file.isPresent() ? file(file.get()) : resource(path));
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new BackendException(place + ": there is no such file in " + this, e);
        } catch (IOException e) {
            throw new BackendException(place + ": cannot be read from " + this + ": " + e.getMessage(), e);
        }
    }

    /** The text of a file that need not be there. */
    public Optional<String> text(String path) {
        try {
            return Optional.of(find(path).text());
        } catch (BackendException e) {
            return Optional.empty();
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
        String beside = own.map(file -> "the folder of " + file + " and in ").orElse("");
        return beside + folder.map(Path::toString).orElse("the built-in kernels");
    }
}
