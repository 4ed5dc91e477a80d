package io.nacre.backend.opencl.program;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of a kernel file's OpenCL C as the host reads: which words it uses, and where the kernel's parameters stand.
 * Comments do not count.
 */
public final class KernelText {
    private static final Pattern COMMENT = Pattern.compile("//[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern POINTER = Pattern.compile("\\*\\s*(?:restrict\\s+)?(\\w+)\\s*$");

    private final String text;
    /** The text with spaces in place of comments, so that everything else stands where it stood. */
    private final String code;
    /** Where the parameters begin and end, and where the body begins; 0 where the kernel was not found. */
    private final int first;

    private final int end;
    private final int body;

    KernelText(String text, String kernel) {
        this.text = text;
        this.code = COMMENT.matcher(text).replaceAll(comment -> comment.group().replaceAll("[^\n]", " "));
        Matcher signature = Pattern.compile("\\bvoid\\s+" + Pattern.quote(kernel) + "\\s*\\(([^)]*)\\)\\s*\\{")
                .matcher(code);
        boolean found = signature.find();
        this.first = found ? signature.start(1) : 0;
        this.end = found ? signature.end(1) : 0;
        this.body = found ? signature.end() : 0;
    }

    /** Whether a word stands in the file. */
    boolean uses(String word) {
        return Pattern.compile("\\b" + word + "\\b").matcher(code).find();
    }

    /** The line, from 1, on which a parameter of the kernel stands, if the file names it. */
    Optional<Integer> line(String parameter) {
        Matcher found = Pattern.compile("\\b" + Pattern.quote(parameter) + "\\b")
                .matcher(code)
                .region(first, end);
        return found.find()
                ? Optional.of(1
                        + (int) code.substring(0, found.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count())
                : Optional.empty();
    }

    /**
     * The text, in which each pointer {@code p} among the parameters points to its tensor's first element: a parameter
     * {@code p_offset} is added where the file does not ask for it. Lines stay where they are.
     */
    String atTensors() {
        StringBuilder parameters = new StringBuilder();
        StringBuilder moves = new StringBuilder();
        for (String parameter : List.of(code.substring(first, end).split(","))) {
            Matcher pointer = POINTER.matcher(parameter);
            if (pointer.find() && line(pointer.group(1) + "_offset").isEmpty()) {
                String name = pointer.group(1);
                parameters.append(", const long ").append(name).append("_offset");
                moves.append(' ').append(name).append(" += ").append(name).append("_offset;");
            }
        }
        return text.substring(0, end) + parameters + text.substring(end, body) + moves + text.substring(body);
    }
}
