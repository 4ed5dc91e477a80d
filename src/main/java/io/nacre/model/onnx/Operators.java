package io.nacre.model.onnx;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of operators, by their names in ONNX's own domain. */
final class Operators {
    private static final Map<String, Operator> TABLE = table();

    private Operators() {}

    /** A node's operator; null if it is not supported. */
    static @Nullable Operator find(OnnxNode node) {
        return TABLE.get(node.operator());
    }

    private static Map<String, Operator> table() {
        Map<String, Operator> table = new HashMap<>();
        Convolutions.addTo(table);
        Pools.addTo(table);
        Normalizations.addTo(table);
        Elementwise.addTo(table);
        Reductions.addTo(table);
        MatrixProducts.addTo(table);
        Shaping.addTo(table);
        Slices.addTo(table);
        Padding.addTo(table);
        Resizing.addTo(table);
        GridSampling.addTo(table);
        Choices.addTo(table);
        Casts.addTo(table);
        HostOperators.addTo(table);
        return Map.copyOf(table);
    }
}
