package io.nacre.nn.expression;

import java.util.ArrayList;
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
record Call(
        String name,
        List<@Nullable Object> positional,
        Map<String, @Nullable Object> named,
        Map<String, Call> children,
        int column) {
    Call {
        positional = Collections.unmodifiableList(new ArrayList<>(positional));
        named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
        children = Collections.unmodifiableMap(new LinkedHashMap<>(children));
    }
}
