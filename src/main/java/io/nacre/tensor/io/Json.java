package io.nacre.tensor.io;

import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * JSON, as much of it as headers of tensor files, timelines and records of trials use: objects, arrays, strings, numbers.
 * The library depends on no JSON library, and this one refuses what those tend to forgive: duplicate keys, deep nesting,
 * trailing text.
 */
public final class Json {
    private static final int MAX_DEPTH = 16;
    private final CharBuffer text;

    private Json(String text) {
        this.text = CharBuffer.wrap(text);
    }

    /** What is wrong, and where. */
    public static final class SyntaxException extends Exception {
        SyntaxException(String fault, int position) {
            super(fault + " at character " + position);
        }
    }

    /** The value as maps, lists, strings, longs, and doubles for numbers that are not whole. */
    public static Object parse(String text) throws SyntaxException {
        Json json = new Json(text);
        Object value = json.value(0);
        json.skipBlanks();
        if (json.text.hasRemaining()) {
            throw json.fault("text after the end");
        }
        return value;
    }

    /** One string, quoted. */
    public static String quote(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        value.chars().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\') {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }

    /** A value made of maps, lists, strings and whole numbers, in one line; what else there is becomes a string. */
    public static String write(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quote(String.valueOf(entry.getKey())) + ":" + write(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof Long || value instanceof Integer ? value.toString() : quote(value.toString());
    }

    private Object value(int depth) throws SyntaxException {
        if (depth > MAX_DEPTH) {
            throw fault("nested deeper than " + MAX_DEPTH);
        }
        skipBlanks();
        char first = peek();
        if (first == '{') {
            return object(depth);
        }
        if (first == '[') {
            return array(depth);
        }
        return first == '"' ? string() : number();
    }

    private Map<String, Object> object(int depth) throws SyntaxException {
        Map<String, Object> object = new LinkedHashMap<>();
        expect('{');
        for (boolean first = true; !ended('}', first); first = false) {
            String key = string();
            skipBlanks();
            expect(':');
            if (object.put(key, value(depth + 1)) != null) {
                throw fault("key " + quote(key) + " a second time");
            }
        }
        return object;
    }

    private List<Object> array(int depth) throws SyntaxException {
        List<Object> array = new ArrayList<>();
        expect('[');
        for (boolean first = true; !ended(']', first); first = false) {
            array.add(value(depth + 1));
        }
        return array;
    }

    /** Takes the closing character if it comes next, else a comma before all but the first element. */
    private boolean ended(char close, boolean first) throws SyntaxException {
        skipBlanks();
        if (peek() == close) {
            text.get();
            return true;
        }
        if (!first) {
            expect(',');
            skipBlanks();
        }
        return false;
    }

    private String string() throws SyntaxException {
        StringBuilder string = new StringBuilder();
        expect('"');
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw fault("a control character in a string");
            }
            string.append(c == '\\' ? escaped() : c);
        }
        return string.toString();
    }

    private char escaped() throws SyntaxException {
        char c = next();
        int simple = "\"\\/bfnrt".indexOf(c);
        if (simple >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(simple);
        }
        int code = c == 'u' ? 0 : -1;
        for (int i = 0; code >= 0 && i < 4; i++) {
            int digit = Character.digit(next(), 16);
            code = digit < 0 ? -1 : code * 16 + digit;
        }
        if (code < 0) {
            throw fault("an unknown escape in a string");
        }
        return (char) code;
    }

    private Number number() throws SyntaxException {
        StringBuilder digits = new StringBuilder();
        while (text.hasRemaining() && "+-.0123456789eE".indexOf(peek()) >= 0) {
            digits.append(next());
        }
        try {
            String number = digits.toString();
            return number.matches("-?[0-9]+") ? (Number) Long.valueOf(number) : Double.valueOf(number);
        } catch (NumberFormatException e) {
            throw fault("'" + (digits.length() == 0 ? peek() : digits) + "' where a value should be");
        }
    }

    private void skipBlanks() {
        while (text.hasRemaining() && " \t\r\n".indexOf(text.get(text.position())) >= 0) {
            text.get();
        }
    }

    private void expect(char wanted) throws SyntaxException {
        if (next() != wanted) {
            text.position(text.position() - 1);
            throw fault("'" + peek() + "' where '" + wanted + "' should be");
        }
    }

    private char peek() throws SyntaxException {
        if (!text.hasRemaining()) {
            throw fault("an end too early");
        }
        return text.get(text.position());
    }

    private char next() throws SyntaxException {
        char c = peek();
        text.get();
        return c;
    }

    private SyntaxException fault(String what) {
        return new SyntaxException(what, text.position());
    }
}
