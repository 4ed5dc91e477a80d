package io.nacre.backend.opencl.program;

import io.nacre.backend.CachedRoof;
import io.nacre.error.BackendException;
import java.nio.charset.StandardCharsets;
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
 * @param path as {@link KernelSources#find} takes it
 * @param text what the compiler gets
 * @param head the kernel file alone, where its launch sizes and macros stand
 * @param code the kernel file alone, as OpenCL C
 * @param files where the kernel file and all that it includes lie, in the order of their texts; without those built in
 * @param from where all of it was read
 */
public record KernelSource(
        String path, String text, KernelHead head, KernelText code, List<Path> files, KernelSources from) {
    private static final Pattern INCLUDE = Pattern.compile("\\s*#\\s*include\\s+\"([^\"]+)\".*");

    /**
     * Reads a kernel file and all that it includes.
     *
     * @param path as {@link KernelSources#find} takes it; includes are named in the same way
     */
    static KernelSource read(KernelSources sources, String path) {
        KernelSources.Found file = sources.find(path);
        KernelHead head = KernelHead.parse(file.place(), file.text());
        KernelText code = new KernelText(file.text(), head.kernel());
        String own = sources.own().isPresent() ? code.atTensors() : file.text();
        StringBuilder text = new StringBuilder();
        Set<String> seen = new LinkedHashSet<>(Set.of(path));
        append(sources, new KernelSources.Found(file.place(), own), text, seen);
        List<Path> files =
                seen.stream().flatMap(name -> sources.location(name).stream()).toList();
        return new KernelSource(path, text.toString(), head, code, files, sources);
    }

    /** What stands for all of the text: its SHA-256. */
    public String hash() {
        return CachedRoof.hash(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same file as it is now. */
    public KernelSource again() {
        return read(from, path);
    }

    /** By what its macros are given values: {@link io.nacre.backend.KernelFiles#macros}. */
    public String file() {
        return from.own().map(Path::toString).orElse(path);
    }

    /** For people: a built-in file without its ending, a file of the user's own as it was named. */
    String name() {
        return from.own().isPresent() ? file() : path.replaceFirst("\\.cl$", "");
    }

    private static void append(KernelSources sources, KernelSources.Found file, StringBuilder text, Set<String> seen) {
        line(text, 1, file.place());
        int number = 0;
        for (String line : file.text().lines().toList()) {
            number++;
            Matcher include = INCLUDE.matcher(line);
            if (!include.matches()) {
                text.append(line).append('\n');
                continue;
            }
            String included = include.group(1);
            if (included.startsWith("/") || included.contains("..")) {
                throw new BackendException(file.place() + ":" + number + ": '" + included
                        + "' must be named from the root of all kernels, such as common/types.clh");
            }
            if (seen.add(included)) {
                append(sources, included(sources, file.place() + ":" + number, included), text, seen);
                line(text, number + 1, file.place());
            } else {
                text.append('\n');
            }
        }
    }

    private static KernelSources.Found included(KernelSources sources, String place, String included) {
        try {
            return sources.find(included);
        } catch (BackendException e) {
            throw new BackendException(place + ": includes a file that is missing: " + e.getMessage(), e);
        }
    }

    private static void line(StringBuilder text, int number, String place) {
        text.append("#line ")
                .append(number)
                .append(" \"")
                .append(place.replace('\\', '/'))
                .append("\"\n");
    }

    /** Where a parameter of the kernel stands, for messages: {@code kernels/pool/max.cl:32}. */
    String place(String parameter) {
        return head.place() + code.line(parameter).map(line -> ":" + line).orElse("");
    }
}
