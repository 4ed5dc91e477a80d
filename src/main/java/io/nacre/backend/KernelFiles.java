package io.nacre.backend;

import io.nacre.op.OpNames;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which kernel files a backend builds its programs from; {@code kernels/README.md} says what is in them. Backends without
 * kernel files take no notice.
 *
 * @param folder a folder to use in place of the built-in kernels
 * @param own kernel files of the user's own, each by the {@linkplain OpNames name} of the operation that it computes
 * @param macros values of macros by the file that they are for: a path below the root of all kernels
 *     ({@code convolution/direct.cl}), or a file of the user's own as it is named in {@code own}
 */
public record KernelFiles(Optional<Path> folder, Map<String, Path> own, Map<String, Map<String, Long>> macros) {
    /** The built-in kernels as they are. */
    public static final KernelFiles BUILT_IN = new KernelFiles(Optional.empty(), Map.of(), Map.of());

    public KernelFiles {
        Map<String, Path> named = new HashMap<>();
        own.forEach((op, file) -> named.put(OpNames.parse(op), file));
        own = Map.copyOf(named);
        Map<String, Map<String, Long>> copies = new HashMap<>();
        macros.forEach((file, values) -> copies.put(file, Map.copyOf(values)));
        macros = Map.copyOf(copies);
    }

    public KernelFiles withFolder(Path replacement) {
        return new KernelFiles(Optional.of(replacement), own, macros);
    }

    /**
     * These, with a file for an operation.
     *
     * @throws io.nacre.error.NacreException if there is no such operation
     */
    public KernelFiles withOwn(String op, Path file) {
        Map<String, Path> more = new HashMap<>(own);
        more.put(OpNames.parse(op), file);
        return new KernelFiles(folder, more, macros);
    }

    /** These, with values for macros of a file in place of those it had here. */
    public KernelFiles withMacros(String file, Map<String, Long> values) {
        Map<String, Map<String, Long>> more = new HashMap<>(macros);
        more.put(file, values);
        return new KernelFiles(folder, own, more);
    }
}
