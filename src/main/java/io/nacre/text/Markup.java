package io.nacre.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What pages and drawings have in common. */
public final class Markup {
    private Markup() {}

    /** Text as it stands between tags and in attributes of HTML and XML. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /**
     * The colours of pages and drawings, light and dark, as CSS: {@code --ground}, {@code --card}, {@code --ink},
     * {@code --soft}, {@code --rule}, {@code --accent}, {@code --chip}; {@code --second}, {@code --third} and
     * {@code --fourth} tell series of figures apart beside the accent, {@code --bad} and {@code --good} say how something
     * went.
     */
    public static String palette() {
        return resource(Markup.class, "palette.css");
    }

    /** A text that lies beside a class. */
    public static String resource(Class<?> place, String name) {
        try (InputStream stream = Objects.requireNonNull(place.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
