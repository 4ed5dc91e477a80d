package io.nacre.backend.opencl.program;

import io.nacre.error.BackendException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kernel file in one piece: every {@code #include "…"} is replaced by the file it names, once, and {@code #line}
 * directives keep the compiler's messages at the real file and line.
 *
 * @param path below the root of all kernels: {@code pool/max.cl}
 * @param text what the compiler gets
 * @param head the kernel file alone, where its launch sizes and macros stand
 * @param files where the kernel file and all that it includes lie, in the order of their texts; empty if they are built in
 * @param from where all of it was read
 */
public record KernelSource(String path, String text, KernelHead head, List<Path> files, KernelSources from) {
    private static final Pattern INCLUDE = Pattern.compile("\\s*#\\s*include\\s+\"([^\"]+)\".*");

    /** Reads a kernel file and all that it includes. Includes are named from the root of all kernels. */
    public static KernelSource read(KernelSources sources, String path) {
        String own = sources.read(path);
        StringBuilder text = new StringBuilder();
        Set<String> seen = new LinkedHashSet<>(Set.of(path));
        append(sources, path, own, text, seen);
        List<Path> files =
                seen.stream().flatMap(file -> sources.location(file).stream()).toList();
        return new KernelSource(path, text.toString(), KernelHead.parse("kernels/" + path, own), files, sources);
    }

    /** The same file as it is now. */
    public KernelSource again() {
        return read(from, path);
    }

    private static void append(KernelSources sources, String path, String own, StringBuilder text, Set<String> seen) {
        line(text, 1, path);
        int number = 0;
        for (String line : own.lines().toList()) {
            number++;
            Matcher include = INCLUDE.matcher(line);
            if (!include.matches()) {
                text.append(line).append('\n');
                continue;
            }
            String included = include.group(1);
            if (included.startsWith("/") || included.contains("..")) {
                throw new BackendException("kernels/" + path + ":" + number + ": '" + included
                        + "' must be named from the root of all kernels, such as common/types.clh");
            }
            if (seen.add(included)) {
                append(sources, included, included(sources, path, number, included), text, seen);
                line(text, number + 1, path);
            } else {
                text.append('\n');
            }
        }
    }

    private static String included(KernelSources sources, String path, int number, String included) {
        try {
            return sources.read(included);
        } catch (BackendException e) {
            throw new BackendException(
                    "kernels/" + path + ":" + number + ": includes a file that is missing: " + e.getMessage(), e);
        }
    }

    private static void line(StringBuilder text, int number, String path) {
        text.append("#line ").append(number).append(" \"kernels/").append(path).append("\"\n");
    }
}
