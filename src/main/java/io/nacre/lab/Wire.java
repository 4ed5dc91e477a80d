package io.nacre.lab;

import io.nacre.tensor.io.Json;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/**
 * What a child tells its parent: lines of one kind and one text each, among whatever else it and its drivers print (kernels
 * may print, too).
 */
final class Wire {
    private static final String MARK = "\u0001nacre ";

    private Wire() {}

    /** The kinds of messages. */
    enum Kind {
        /** What the child is about to do. */
        PHASE,
        /** The target is planned; the text is a result of which only the subject is known. */
        READY,
        /** The kernel is built and about to be run; the text is a result without a verdict yet. */
        BUILT,
        /** The result of a trial, a line of JSON. */
        RESULT,
        /** All is done, and there is no result. */
        DONE,
        /** The child cannot begin, and why. */
        REFUSED
    }

    /** A message. */
    record Message(Kind kind, String text) {}

    static synchronized void send(PrintStream out, Kind kind, String text) {
        out.print("\n" + MARK + Json.write(Map.of(kind.name(), text)) + "\n");
        out.flush();
    }

    /** The message in a line; empty if it is none. */
    static Optional<Message> message(String line) {
        int start = line.indexOf(MARK);
        if (start < 0) {
            return Optional.empty();
        }
        try {
            Map<?, ?> fields = (Map<?, ?>) Json.parse(line.substring(start + MARK.length()));
            Map.Entry<?, ?> field = fields.entrySet().iterator().next();
            return Optional.of(new Message(Kind.valueOf((String) field.getKey()), (String) field.getValue()));
        } catch (Json.SyntaxException e) {
            return Optional.empty(); // cut off by the child's death
        }
    }
}
