package io.nacre.lab;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why a process died, in one line, from its exit status and its last words. */
final class Obituary {
    private static final int SIGNALLED = 128;
    private static final int ABORTED = 6;
    /** What a JVM says when native code brings it down: {@code #  SIGSEGV (0xb) at pc=0x…}. */
    private static final Pattern SIGNAL = Pattern.compile("#\\s+(SIG\\w+|EXCEPTION_\\w+) .*");

    private static final Pattern FRAME = Pattern.compile("#\\s+([CVJj]\\s+\\[?\\S+.*)");

    private Obituary() {}

    static String of(int status, List<String> lastWords) {
        Optional<String> signal = first(SIGNAL, lastWords);
        if (signal.isPresent()) {
            return signal.get() + " in native code"
                    + first(FRAME, lastWords)
                            .map(frame -> " (" + frame.replaceAll("\\s+", " ").strip() + ")")
                            .orElse("");
        }
        String words = lastWords.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .reduce((earlier, later) -> later)
                .map(line -> "; its last words: " + line.strip())
                .orElse("");
        return "the process ended with "
                + (status > SIGNALLED ? "signal " + signal(status - SIGNALLED) : "exit code " + status) + words;
    }

    private static String signal(int number) {
        return switch (number) {
            case ABORTED -> number + " (aborted)";
            case 9 -> number + " (killed)";
            case 11 -> number + " (segmentation fault)";
            default -> Integer.toString(number);
        };
    }

    private static Optional<String> first(Pattern pattern, List<String> lines) {
        Stream<Matcher> matches = lines.stream().map(pattern::matcher).filter(Matcher::matches);
        return matches.map(matcher -> matcher.group(1)).findFirst();
    }
}
