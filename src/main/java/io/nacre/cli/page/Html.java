package io.nacre.cli.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Parts of pages that need nothing else: no network, no script, light or dark as the reader's system is. */
public final class Html {
    private Html() {}

    /**
     * The beginning, up to where the page's own content is to follow within the header.
     *
     * @param styles CSS of this page, besides what all have in common
     */
    public static String head(String title, String subtitle, String styles) throws IOException {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <style>
                %s%s</style>
                </head>
                <body>
                <header>
                <h1>%s</h1>
                <p>%s</p>
                """.formatted(escaped(title), resource(Html.class, "page.css"), styles, escaped(title), escaped(subtitle));
    }

    /** A text file beside a class. */
    public static String resource(Class<?> owner, String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(owner.getResourceAsStream(name))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Text as it stands in content and attributes. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
