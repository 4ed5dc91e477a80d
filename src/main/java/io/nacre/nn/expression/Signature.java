package io.nacre.nn.expression;

import io.nacre.error.ModelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A layer's name, and its arguments in order with their defaults, as PyTorch declares them.
 *
 * @param required arguments without a default; they come first
 * @param defaults the others
 */
record Signature(String name, List<String> required, Map<String, @Nullable Object> defaults, String text) {

    /** From Python's notation: {@code GLU(dim=-1)}. */
    static Signature parse(String text) {
        Call call = ExpressionParser.parse(text);
        return new Signature(
                call.name(),
                call.positional().stream().map(String::valueOf).toList(),
                call.named(),
                text);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(required);
        names.addAll(defaults.keySet());
        return names;
    }

    /** The value of every argument for a call. */
    Arguments bind(Call call) {
        List<String> names = names();
        if (call.positional().size() > names.size()) {
            throw fault(
                    call,
                    "takes at most " + names.size() + " arguments, got "
                            + call.positional().size());
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < call.positional().size(); i++) {
            values.put(names.get(i), call.positional().get(i));
        }
        call.named().forEach((name, value) -> {
            if (!names.contains(name)) {
                throw fault(call, "got an unexpected keyword argument '" + name + "'");
            }
            if (values.containsKey(name)) {
                throw fault(call, "got multiple values for argument '" + name + "'");
            }
            values.put(name, value);
        });
        List<String> missing =
                required.stream().filter(name -> !values.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw fault(call, "missing required arguments: " + missing);
        }
        defaults.forEach((name, value) -> {
            if (!values.containsKey(name)) {
                values.put(name, value);
            }
        });
        return new Arguments(call, values);
    }

    private ModelException fault(Call call, String words) {
        return new ModelException(
                "layer expression, column " + call.column() + ": " + name + " " + words + "; it is " + text);
    }
}
