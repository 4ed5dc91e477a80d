package io.nacre.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a driver's compiler says, with the real files and the lines of source that it speaks of. */
public final class CompilerLog {
    /** Clang and what derives from it: {@code kernels/a.cl:12:5: error: …}; PoCL puts the kind in front. */
    private static final Pattern MESSAGE = Pattern.compile(
            "(?:(error|warning): )?\"?([^:\"]+?\\.clh?)\"?:(\\d+):(?:(\\d+):)? *(?:(fatal error|error|warning|note): )?(.*)");

    /** What a user's own files do not begin with. */
    private static final String BUILT_IN = "kernels/";

    private CompilerLog() {}

    /**
     * The errors as lines for people: {@code DIR/pool/max.cl:12:5: error: …}, below it the line of source and a mark under
     * the column. The log as it is where it has no messages of a known form.
     *
     * @param log what the compiler says
     * @param folder where kernels lie
     */
    public static List<String> lines(String log, Path folder) {
        Set<String> messages = new LinkedHashSet<>();
        for (String line : log.lines().toList()) {
            Matcher matcher = MESSAGE.matcher(line.strip());
            if (matcher.matches()) {
                messages.add(String.join("\n", message(matcher, folder)));
            }
        }
        if (messages.isEmpty()) {
            return log.lines().filter(line -> !line.isBlank()).toList();
        }
        return messages.stream().flatMap(String::lines).toList();
    }

    private static List<String> message(Matcher matcher, Path folder) {
        String place = matcher.group(2);
        Path file = place.startsWith(BUILT_IN) ? folder.resolve(place.substring(BUILT_IN.length())) : Path.of(place);
        int line = Integer.parseInt(matcher.group(3));
        int column = matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(4));
        String kind = Optional.ofNullable(matcher.group(1))
                .or(() -> Optional.ofNullable(matcher.group(5)))
                .orElse("error");
        List<String> lines = new ArrayList<>();
        lines.add(file + ":" + line + (column > 0 ? ":" + column : "") + ": " + kind + ": " + matcher.group(6));
        source(file, line).ifPresent(text -> {
            lines.add("    " + text);
            if (column > 0 && column <= text.length() + 1) {
                lines.add("    " + text.substring(0, column - 1).replaceAll("\\S", " ") + "^");
            }
        });
        return lines;
    }

    private static Optional<String> source(Path file, int line) {
        try {
            List<String> lines = Files.readAllLines(file);
            return line >= 1 && line <= lines.size() ? Optional.of(lines.get(line - 1)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // built in, or gone by now
        }
    }
}
