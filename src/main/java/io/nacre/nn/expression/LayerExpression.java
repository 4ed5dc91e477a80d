package io.nacre.nn.expression;

import io.nacre.error.ModelException;
import io.nacre.error.ShapeException;
import io.nacre.nn.Layer;
import io.nacre.nn.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads layers from text: {@code Conv2d(3, 8, kernel_size=(3, 5), padding='same')}, as written in Python, or as PyTorch
 * prints them.
 */
public final class LayerExpression {
    private static final String SEQUENTIAL = "Sequential";

    private LayerExpression() {}

    /**
     * The layer that the text describes.
     *
     * @throws ModelException if the text is not a layer; the message names the column
     * @throws ShapeException if the layer's arguments are not legal
     */
    public static Layer parse(String text) {
        return layer(ExpressionParser.parse(text));
    }

    /** The layers that can be read, with their arguments and defaults in Python's notation, by name. */
    public static List<String> signatures() {
        List<String> signatures = new ArrayList<>(Catalogue.ENTRIES.values().stream()
                .map(entry -> entry.signature().text())
                .toList());
        signatures.add(SEQUENTIAL + "(*layers)");
        return signatures.stream().sorted().toList();
    }

    private static Layer layer(Call call) {
        if (call.name().equals(SEQUENTIAL)) {
            return sequential(call);
        }
        Catalogue.Entry entry = Catalogue.ENTRIES.get(call.name());
        if (entry == null) {
            throw new ModelException("layer expression, column " + call.column() + ": unknown layer '" + call.name()
                    + "'" + similar(call.name()));
        }
        Arguments arguments = call.name().equals("Identity")
                ? new Arguments(call, Map.of())
                : entry.signature().bind(call);
        try {
            return entry.constructor().apply(arguments);
        } catch (ShapeException e) {
            throw new ShapeException(
                    "layer expression, column " + call.column() + ": " + call.name() + ": " + e.getMessage());
        }
    }

    private static Layer sequential(Call call) {
        List<Sequential.Child> children = new ArrayList<>();
        for (Call.Argument argument : call.arguments()) {
            if (argument.name() != null || !(argument.value() instanceof Call child)) {
                throw new ModelException("layer expression, column " + call.column() + ": Sequential takes layers, got "
                        + (argument.name() == null ? argument.value() : argument.name() + "=…"));
            }
            children.add(new Sequential.Child(Integer.toString(children.size()), layer(child)));
        }
        call.children().forEach((name, child) -> children.add(new Sequential.Child(name, layer(child))));
        return new Sequential(children);
    }

    private static String similar(String name) {
        List<String> similar = Catalogue.ENTRIES.keySet().stream()
                .filter(known -> known.equalsIgnoreCase(name)
                        || known.toLowerCase(java.util.Locale.ROOT).startsWith(name.toLowerCase(java.util.Locale.ROOT)))
                .sorted()
                .toList();
        return similar.isEmpty() ? "" : ", did you mean " + String.join(" or ", similar) + "?";
    }
}
