package io.nacre.backend.opencl.program;

import io.nacre.error.BackendException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A launch size or a condition as a kernel file's head writes it: whole numbers, names, C's {@code + - * / %}, comparisons,
 * {@code &&} and {@code ||}, parentheses, {@code min(a, b)}, {@code max(a, b)} and {@code ceil(a, b)}, which is a divided by
 * b, rounded up. What holds is 1, what does not 0.
 */
public final class Expression {
    private final String text;
    private final ToLongFunction<Names> value;

    /** What names stand for; throws where one stands for nothing. */
    private interface Names extends ToLongFunction<String> {}

    private Expression(String text, ToLongFunction<Names> value) {
        this.text = text;
        this.value = value;
    }

    /**
     * Reads an expression.
     *
     * @param place where it stands, for messages
     */
    public static Expression parse(String text, String place) {
        return new Expression(text.strip(), new Parser(text, place).parse());
    }

    /** The value with numbers for all names in it. */
    public long evaluate(Map<String, Long> names, String place) {
        Names lookup = name -> {
            Long number = names.get(name);
            if (number == null) {
                throw new BackendException(place + ": '" + name + "' in '" + text + "' is not among "
                        + names.keySet().stream().sorted().toList());
            }
            return number;
        };
        try {
            return value.applyAsLong(lookup);
        } catch (ArithmeticException e) {
            throw new BackendException(place + ": '" + text + "' cannot be computed: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return text;
    }

    /** Recursive descent through the operators' levels. */
    private static final class Parser {
        /** From those that bind loosest on; of two that begin alike the longer one first. */
        private static final List<List<String>> LEVELS = List.of(
                List.of("||"),
                List.of("&&"),
                List.of("==", "!=", "<=", ">=", "<", ">"),
                List.of("+", "-"),
                List.of("*", "/", "%"));

        private final String text;
        private final String place;
        private int at;

        Parser(String text, String place) {
            this.text = text;
            this.place = place;
        }

        ToLongFunction<Names> parse() {
            ToLongFunction<Names> all = level(0);
            if (next() != 0) {
                throw wrong("the end");
            }
            return all;
        }

        private ToLongFunction<Names> level(int level) {
            if (level == LEVELS.size()) {
                return factor();
            }
            ToLongFunction<Names> left = level(level + 1);
            while (true) {
                Optional<String> operator =
                        LEVELS.get(level).stream().filter(this::take).findFirst();
                if (operator.isEmpty()) {
                    return left;
                }
                left = combined(operator.get(), left, level(level + 1));
            }
        }

        private static ToLongFunction<Names> combined(
                String operator, ToLongFunction<Names> a, ToLongFunction<Names> b) {
            return switch (operator) {
                case "||" -> names -> a.applyAsLong(names) != 0 || b.applyAsLong(names) != 0 ? 1 : 0;
                case "&&" -> names -> a.applyAsLong(names) != 0 && b.applyAsLong(names) != 0 ? 1 : 0;
                case "==" -> names -> a.applyAsLong(names) == b.applyAsLong(names) ? 1 : 0;
                case "!=" -> names -> a.applyAsLong(names) != b.applyAsLong(names) ? 1 : 0;
                case "<=" -> names -> a.applyAsLong(names) <= b.applyAsLong(names) ? 1 : 0;
                case ">=" -> names -> a.applyAsLong(names) >= b.applyAsLong(names) ? 1 : 0;
                case "<" -> names -> a.applyAsLong(names) < b.applyAsLong(names) ? 1 : 0;
                case ">" -> names -> a.applyAsLong(names) > b.applyAsLong(names) ? 1 : 0;
                case "+" -> names -> Math.addExact(a.applyAsLong(names), b.applyAsLong(names));
                case "-" -> names -> Math.subtractExact(a.applyAsLong(names), b.applyAsLong(names));
                case "*" -> names -> Math.multiplyExact(a.applyAsLong(names), b.applyAsLong(names));
                case "/" -> names -> a.applyAsLong(names) / b.applyAsLong(names);
                default -> names -> a.applyAsLong(names) % b.applyAsLong(names);
            };
        }

        private ToLongFunction<Names> factor() {
            if (take("(")) {
                ToLongFunction<Names> inner = level(0);
                require(")");
                return inner;
            }
            if (Character.isDigit(next())) {
                return number(word(Character::isDigit));
            }
            if (!Character.isJavaIdentifierStart(next())) {
                throw wrong("a number, a name or '('");
            }
            String name = word(Character::isJavaIdentifierPart);
            return take("(") ? call(name) : names -> names.applyAsLong(name);
        }

        private ToLongFunction<Names> number(String digits) {
            try {
                long number = Long.parseLong(digits);
                return names -> number;
            } catch (NumberFormatException e) {
                throw new BackendException(place + ": '" + digits + "' in '" + text + "' is more than 2^63", e);
            }
        }

        private ToLongFunction<Names> call(String name) {
            ToLongFunction<Names> a = level(0);
            require(",");
            ToLongFunction<Names> b = level(0);
            require(")");
            return switch (name) {
                case "min" -> names -> Math.min(a.applyAsLong(names), b.applyAsLong(names));
                case "max" -> names -> Math.max(a.applyAsLong(names), b.applyAsLong(names));
                case "ceil" -> names -> -Math.floorDiv(-a.applyAsLong(names), b.applyAsLong(names));
                default ->
                    throw new BackendException(
                            place + ": '" + name + "' in '" + text + "' is no function; there are min, max and ceil");
            };
        }

        private String word(Function<Character, Boolean> part) {
            int start = at;
            while (at < text.length() && part.apply(text.charAt(at))) {
                at++;
            }
            return text.substring(start, at);
        }

        /** The next character that is not a space, 0 at the end. */
        private char next() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return at < text.length() ? text.charAt(at) : 0;
        }

        private boolean take(String wanted) {
            next();
            if (!text.startsWith(wanted, at)) {
                return false;
            }
            at += wanted.length();
            return true;
        }

        private void require(String wanted) {
            if (!take(wanted)) {
                throw wrong("'" + wanted + "'");
            }
        }

        private BackendException wrong(String expected) {
            return new BackendException(place + ": '" + text.strip() + "' is not an expression: expected " + expected
                    + " at '" + rest() + "'");
        }

        private String rest() {
            return text.substring(Math.min(at, text.length())).strip();
        }
    }
}
