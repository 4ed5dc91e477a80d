package io.nacre.nn.expression;

import io.nacre.error.ModelException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A layer's name, and its arguments in order with their defaults, as PyTorch declares them.
 *
 * @param names all arguments in order
 * @param defaults the values of those that need not be given
 */
record Signature(String name, List<String> names, Map<String, @Nullable Object> defaults, String text) {

    /** Where and as what PyTorch makes parameters: no matter of a layer's here, but None may be said. */
    private static final Set<String> FACTORY = Set.of("device", "dtype");

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
        List<Call.Argument> arguments = call.arguments().stream()
                .filter(argument ->
                        argument.value() != null || argument.name() == null || !FACTORY.contains(argument.name()))
                .toList();
        if (arguments.size() > names.size()) {
            throw fault(call, tooMany(arguments.size()));
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            Call.Argument argument = arguments.get(i);
            String name = argument.name() == null ? names.get(i) : argument.name();
            if (!names.contains(name)) {
                throw fault(call, "got an unexpected keyword argument '" + name + "'");
            }
            if (values.containsKey(name)) {
                throw fault(call, "got multiple values for argument '" + name + "'");
            }
            values.put(name, argument.value());
        }
        List<String> missing = names.stream()
                .filter(name -> !values.containsKey(name) && !defaults.containsKey(name))
                .map(name -> "'" + name + "'")
                .toList();
        if (!missing.isEmpty()) {
            throw fault(call, missing(missing));
        }
        defaults.forEach((name, value) -> {
            if (!values.containsKey(name)) {
                values.put(name, value);
            }
        });
        return new Arguments(call, values);
    }

    private static String missing(List<String> missing) {
        int last = missing.size() - 1;
        String all = last == 0
                ? missing.get(0)
                : String.join(", ", missing.subList(0, last)) + (last > 1 ? ", and " : " and ") + missing.get(last);
        return "missing " + missing.size() + " required positional argument" + (last > 0 ? "s" : "") + ": " + all;
    }

    /** Python counts the object itself. */
    private String tooMany(int given) {
        int most = names.size() + 1;
        int least = most - defaults.size();
        String range = least == most ? Integer.toString(most) : "from " + least + " to " + most;
        return "takes " + range + " positional argument" + (most > 1 ? "s" : "") + " but " + (given + 1)
                + " were given";
    }

    /** Python's words, then the place and the hint. */
    private ModelException fault(Call call, String words) {
        String owner = initializer();
        String place = owner.equals(name) ? "" : name + ": ";
        return new ModelException("layer expression, column " + call.column() + ": " + place + owner + ".__init__() "
                + words + "; it is " + text);
    }

    /** The class whose initializer complains: some are shared. */
    private String initializer() {
        if (name.matches("(Adaptive(Avg|Max)|Max|LP)Pool\\dd")) {
            return "_" + name.substring(0, name.length() - 2) + "Nd";
        }
        if (name.matches("(Batch|Instance)Norm\\dd")) {
            return "_" + name.substring(0, name.length() - 2);
        }
        return name.contains("Dropout") ? "_DropoutNd" : name;
    }
}
