package io.nacre.nn.expression;

import io.nacre.error.ModelException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A layer's name, and its arguments in order with their defaults, as PyTorch declares them.
 *
 * @param names all arguments in order
 * @param defaults the values of those that need not be given
 */
record Signature(String name, List<String> names, Map<String, @Nullable Object> defaults, String text) {

    /** From Python's notation: {@code GLU(dim=-1)}. */
    static Signature parse(String text) {
        Call call = ExpressionParser.parse(text);
        Map<String, @Nullable Object> defaults = new LinkedHashMap<>();
        List<String> names = call.arguments().stream()
                .map(argument -> {
                    String name = argument.name();
                    if (name != null) {
                        defaults.put(name, argument.value());
                    }
                    return name == null ? String.valueOf(argument.value()) : name;
                })
                .toList();
        return new Signature(call.name(), names, defaults, text);
    }

    /**
     * The value of every argument for a call. An argument without a name takes the place where it stands, behind named
     * ones too.
     */
    Arguments bind(Call call) {
        if (call.arguments().size() > names.size()) {
            throw fault(
                    call,
                    "takes at most " + names.size() + " arguments, got "
                            + call.arguments().size());
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            Call.Argument argument = call.arguments().get(i);
            String name = argument.name() == null ? names.get(i) : argument.name();
            if (!names.contains(name)) {
                throw fault(call, "got an unexpected keyword argument '" + name + "'");
            }
            if (values.containsKey(name)) {
                throw fault(call, "got multiple values for argument '" + name + "'");
            }
            values.put(name, argument.value());
        }
        String missing = names.stream()
                .filter(name -> !values.containsKey(name) && !defaults.containsKey(name))
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "));
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
