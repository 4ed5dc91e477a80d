package io.nacre.nn.expression;

import io.nacre.error.ModelException;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reader of Python's call syntax, as far as layers need it: names, numbers, texts, tuples, lists, nested calls, and the
 * children that PyTorch prints as {@code (0): ReLU()}. A bare word is a text.
 */
final class ExpressionParser {
    private static final int MAX_DEPTH = 64;
    private static final Pattern CHILD = Pattern.compile("\\(\\s*[\\w.]+\\s*\\)\\s*:");
    private final CharBuffer text;

    private ExpressionParser(String text) {
        this.text = CharBuffer.wrap(text);
    }

    /** A call, and nothing behind it. */
    static Call parse(String text) {
        ExpressionParser parser = new ExpressionParser(text);
        if (parser.value(0) instanceof Call call) {
            parser.skipBlanks();
            if (parser.text.hasRemaining()) {
                throw parser.fault("text behind the layer: " + parser.found());
            }
            return call;
        }
        parser.text.rewind();
        throw parser.fault("expected a layer such as Conv2d(3, 8, 3), found " + parser.found());
    }

    private @Nullable Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw fault("nested deeper than " + MAX_DEPTH);
        }
        skipBlanks();
        char first = peek();
        if (first == '(' || first == '[') {
            return sequence(depth);
        }
        if (first == '\'' || first == '"') {
            return quoted();
        }
        if (Character.isDigit(first) || first == '.' || first == '-' || first == '+') {
            return number();
        }
        return word(depth);
    }

    private @Nullable Object word(int depth) {
        int column = column();
        String name = name();
        skipBlanks();
        if (peek() == '(') {
            return call(name.substring(name.lastIndexOf('.') + 1), column, depth);
        }
        return switch (name) {
            case "None" -> null;
            case "True" -> true;
            case "False" -> false;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> name;
        };
    }

    private Object call(String name, int column, int depth) {
        text.get();
        List<Call.Argument> arguments = new ArrayList<>();
        Map<String, Call> children = new LinkedHashMap<>();
        while (!taken(')')) {
            if (childFollows()) {
                child(children, depth);
                taken(',');
                continue;
            }
            arguments.add(argument(depth));
            if (!taken(',') && peek() != ')') {
                throw fault("expected ',' or ')' in the arguments of " + name + ", found " + found());
            }
        }
        Call call = new Call(name, arguments, children, column);
        return name.equals("float") ? real(call) : call;
    }

    /** {@code float('inf')}. */
    private Object real(Call call) {
        if (call.arguments().size() == 1 && call.arguments().get(0).value() instanceof String digits) {
            switch (digits) {
                case "inf", "+inf" -> {
                    return Double.POSITIVE_INFINITY;
                }
                case "-inf" -> {
                    return Double.NEGATIVE_INFINITY;
                }
                case "nan" -> {
                    return Double.NaN;
                }
                default -> {}
            }
        }
        throw fault("float(…) may be float('inf'), float('-inf') or float('nan')");
    }

    private Call.Argument argument(int depth) {
        skipBlanks();
        int start = text.position();
        if (Character.isLetter(peek()) || peek() == '_') {
            String name = name();
            if (taken('=')) {
                return new Call.Argument(name, value(depth + 1));
            }
            text.position(start);
        }
        return new Call.Argument(null, value(depth + 1));
    }

    /** Whether {@code (NAME):} comes next, which no argument begins with. */
    private boolean childFollows() {
        skipBlanks();
        return CHILD.matcher(text).lookingAt();
    }

    private void child(Map<String, Call> children, int depth) {
        taken('(');
        String name = name();
        taken(')');
        taken(':');
        if (!(value(depth + 1) instanceof Call call)) {
            throw fault("expected a layer behind (" + name + "):");
        }
        if (children.put(name, call) != null) {
            throw fault("two layers are named '" + name + "'");
        }
    }

    private Object sequence(int depth) {
        char open = text.get();
        char close = open == '(' ? ')' : ']';
        List<@Nullable Object> elements = new ArrayList<>();
        boolean comma = false;
        while (!taken(close)) {
            elements.add(value(depth + 1));
            boolean more = taken(',');
            comma |= more;
            if (!more && peek() != close) {
                throw fault("expected ',' or '" + close + "', found " + found());
            }
        }
        boolean parenthesised = open == '(' && elements.size() == 1 && !comma;
        Object only = parenthesised ? elements.get(0) : null;
        return only != null ? only : elements;
    }

    private String quoted() {
        char quote = text.get();
        StringBuilder value = new StringBuilder();
        while (text.hasRemaining() && peek() != quote) {
            value.append(text.get());
        }
        if (!text.hasRemaining()) {
            throw fault("text without its closing " + quote);
        }
        text.get();
        return value.toString();
    }

    private Object number() {
        int start = text.position();
        StringBuilder digits = new StringBuilder();
        while (text.hasRemaining()
                && (Character.isLetterOrDigit(peek())
                        || "._".indexOf(peek()) >= 0
                        || ("+-".indexOf(peek()) >= 0
                                && (digits.isEmpty() || digits.toString().matches(".*[eE]"))))) {
            digits.append(text.get());
        }
        String number = digits.toString();
        if (number.matches("[+-]?\\d{1,9}")) {
            return Integer.valueOf(number);
        }
        if (number.equals("-inf")) {
            return Double.NEGATIVE_INFINITY;
        }
        if (number.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?") && number.matches(".*[.eE].*")) {
            return Double.valueOf(number);
        }
        text.position(start);
        throw fault("not a number of at most nine digits or a float: " + number);
    }

    private String name() {
        skipBlanks();
        StringBuilder name = new StringBuilder();
        while (text.hasRemaining() && (Character.isLetterOrDigit(peek()) || "._".indexOf(peek()) >= 0)) {
            name.append(text.get());
        }
        if (name.isEmpty() && !text.hasRemaining()) {
            throw fault("the text ends too early");
        }
        if (name.isEmpty() && peek() != '(') {
            throw fault("expected a name or a value, found " + found());
        }
        return name.toString();
    }

    private boolean taken(char wanted) {
        skipBlanks();
        if (text.hasRemaining() && peek() == wanted) {
            text.get();
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (text.hasRemaining() && Character.isWhitespace(text.get(text.position()))) {
            text.get();
        }
    }

    private char peek() {
        return text.hasRemaining() ? text.get(text.position()) : '\0';
    }

    private int column() {
        return text.position() + 1;
    }

    private String found() {
        if (!text.hasRemaining()) {
            return "the end";
        }
        String rest = text.toString().lines().findFirst().orElse("");
        return "'" + (rest.length() > 20 ? rest.substring(0, 20) + "…" : rest) + "'";
    }

    private ModelException fault(String words) {
        return new ModelException("layer expression, column " + column() + ": " + words);
    }
}
