package io.nacre.nn.expression;

import io.nacre.nn.Layer;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Every layer that can be written as text: PyTorch's signature, and how the layer is made from bound arguments. */
final class Catalogue {
    static final Map<String, Entry> ENTRIES = entries();

    private Catalogue() {}

    record Entry(Signature signature, Function<Arguments, Layer> constructor) {}

    /** Where families of layers are entered. */
    interface Family {
        void add(String signature, Function<Arguments, Layer> constructor);
    }

    private static Map<String, Entry> entries() {
        Map<String, Entry> entries = new TreeMap<>();
        Family family = (signature, constructor) -> {
            Signature parsed = Signature.parse(signature);
            entries.put(parsed.name(), new Entry(parsed, constructor));
        };
        Convolutions.addTo(family);
        Pools.addTo(family);
        Activations.addTo(family);
        Normalizations.addTo(family);
        Shaping.addTo(family);
        return Collections.unmodifiableMap(entries);
    }
}
