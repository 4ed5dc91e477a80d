package io.nacre.nn.expression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call as it was written. Values are integers, doubles, booleans, texts, lists, calls, or null for {@code None}.
 *
 * @param children layers printed with their names: {@code (0): ReLU()}
 * @param column where the name begins, from 1
 */
record Call(String name, List<Argument> arguments, Map<String, Call> children, int column) {

    /**
     * @param name null for an argument that goes by its place
     */
    record Argument(@Nullable String name, @Nullable Object value) {}

    Call {
        arguments = List.copyOf(arguments);
        children = Collections.unmodifiableMap(new LinkedHashMap<>(children));
    }
}
