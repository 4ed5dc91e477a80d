package io.nacre.backend.opencl.program;

import io.nacre.error.BackendException;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A launch size as a kernel file's head writes it: whole numbers, names, {@code + - * /}, parentheses, {@code min(a, b)},
 * {@code max(a, b)} and {@code ceil(a, b)}, which is a divided by b, rounded up.
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

    /** Recursive descent: sum → product → factor. */
    private static final class Parser {
        private final String text;
        private final String place;
        private int at;

        Parser(String text, String place) {
            this.text = text;
            this.place = place;
        }

        ToLongFunction<Names> parse() {
            ToLongFunction<Names> all = sum();
            if (next() != 0) {
                throw wrong("the end");
            }
            return all;
        }

        private ToLongFunction<Names> sum() {
            ToLongFunction<Names> left = product();
            while (true) {
                ToLongFunction<Names> a = left;
                if (take('+')) {
                    ToLongFunction<Names> b = product();
                    left = names -> Math.addExact(a.applyAsLong(names), b.applyAsLong(names));
                } else if (take('-')) {
                    ToLongFunction<Names> b = product();
                    left = names -> Math.subtractExact(a.applyAsLong(names), b.applyAsLong(names));
                } else {
                    return left;
                }
            }
        }

        private ToLongFunction<Names> product() {
            ToLongFunction<Names> left = factor();
            while (true) {
                ToLongFunction<Names> a = left;
                if (take('*')) {
                    ToLongFunction<Names> b = factor();
                    left = names -> Math.multiplyExact(a.applyAsLong(names), b.applyAsLong(names));
                } else if (take('/')) {
                    ToLongFunction<Names> b = factor();
                    left = names -> a.applyAsLong(names) / b.applyAsLong(names);
                } else {
                    return left;
                }
            }
        }

        private ToLongFunction<Names> factor() {
            if (take('(')) {
                ToLongFunction<Names> inner = sum();
                require(')');
                return inner;
            }
            if (Character.isDigit(next())) {
                return number(word(Character::isDigit));
            }
            if (!Character.isJavaIdentifierStart(next())) {
                throw wrong("a number, a name or '('");
            }
            String name = word(Character::isJavaIdentifierPart);
            return take('(') ? call(name) : names -> names.applyAsLong(name);
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
            ToLongFunction<Names> a = sum();
            require(',');
            ToLongFunction<Names> b = sum();
            require(')');
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

        private boolean take(char wanted) {
            if (next() != wanted) {
                return false;
            }
            at++;
            return true;
        }

        private void require(char wanted) {
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
