package io.nacre.lab;

import java.nio.file.Path;
import java.util.List;

/**
 * A version of a kernel, as one trial met it.
 *
 * @param file the kernel file that does the work: {@code kernels/convolution/padded.cl}
 * @param hash SHA-256 of all that the compiler was given of it, includes in place; empty where it could not be read
 * @param algorithm the file and its tuning, as plans call it: {@code convolution/padded LANES=16 TILE_C=8}
 * @param options all macros that it was built with, as the compiler takes them
 * @param launches entry points and sizes: {@code convolution_padded 64×8×56 in 1×1×1}
 * @param files every file that takes part, includes as well, the one that does the work first; empty if built in
 */
public record Version(
        String file, String hash, String algorithm, String options, List<String> launches, List<Path> files) {
    /** Of a kernel of which nothing could be read. */
    public static final Version UNKNOWN = new Version("", "", "", "", List.of(), List.of());

    public Version {
        launches = List.copyOf(launches);
        files = List.copyOf(files);
    }
}
