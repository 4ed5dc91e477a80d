package io.nacre.backend;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where files lie that can be made again: what was measured, what was compiled. Nobody needs it to exist. */
public final class CacheFolder {
    /** The environment variable that names the folder. */
    public static final String VARIABLE = "NACRE_CACHE_DIR";

    private CacheFolder() {}

    /** The folder that {@link #VARIABLE} names, else one where the platform has users' caches; empty where there is none. */
    public static Optional<Path> path() {
        return path(System.getenv(), System.getProperty("user.home", ""), System.getProperty("os.name", ""));
    }

    static Optional<Path> path(Map<String, String> environment, String home, String system) {
        try {
            String named = environment.getOrDefault(VARIABLE, "");
            return named.isBlank() ? platform(environment, home, system) : Optional.of(Path.of(named));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> platform(Map<String, String> environment, String home, String system) {
        boolean windows = system.toLowerCase(Locale.ROOT).startsWith("windows");
        String base = environment.getOrDefault(windows ? "LOCALAPPDATA" : "XDG_CACHE_HOME", "");
        if (Path.of(base).isAbsolute()) {
            return Optional.of(Path.of(base, "nacre"));
        }
        if (home.isBlank() || windows) {
            return Optional.empty();
        }
        return Optional.of(
                system.startsWith("Mac")
                        ? Path.of(home, "Library", "Caches", "nacre")
                        : Path.of(home, ".cache", "nacre"));
    }
}
