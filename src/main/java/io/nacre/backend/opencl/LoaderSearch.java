package io.nacre.backend.opencl;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whether this machine has an OpenCL loader ({@code libOpenCL.so}), found out by looking at files. JOCL finds out as well,
 * but prints a complaint to standard output.
 */
final class LoaderSearch {
    private static final List<String> NAMES = List.of("libOpenCL.so.1", "libOpenCL.so");

    private LoaderSearch() {}

    /** Whether it is worth asking JOCL; true where it cannot be told. */
    static boolean mayBePresent() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")) {
            return true;
        }
        String folders = System.getenv().getOrDefault("LD_LIBRARY_PATH", "")
                + File.pathSeparator
                + System.getProperty("java.library.path", "");
        Stream<Path> usual = Stream.of("/usr/lib", "/usr/lib64", "/lib", "/usr/local/lib")
                .map(Path::of)
                .flatMap(folder -> Stream.of(folder, folder.resolve(triplet())));
        Stream<Path> named = Stream.of(folders.split(File.pathSeparator))
                .filter(name -> !name.isEmpty())
                .map(Path::of);
        return mayBePresent(Stream.concat(named, usual).toList(), Path.of("/etc/ld.so.cache"));
    }

    /** Debian's name for the processor, under which libraries lie. */
    private static String triplet() {
        String processor = System.getProperty("os.arch", "").replace("amd64", "x86_64");
        return processor + "-linux-gnu";
    }

    static boolean mayBePresent(List<Path> folders, Path cache) {
        for (Path folder : folders) {
            if (NAMES.stream().anyMatch(name -> Files.exists(folder.resolve(name)))) {
                return true;
            }
        }
        try {
            return new String(Files.readAllBytes(cache), StandardCharsets.ISO_8859_1).contains("libOpenCL.so");
        } catch (IOException e) {
            return true; // another system's way of keeping libraries
        }
    }
}
