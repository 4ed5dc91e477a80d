package io.nacre.cli.page;

import io.nacre.text.Markup;

/** Parts of pages that need nothing else: no network, no script, light or dark as the reader's system is. */
public final class Html {
    private Html() {}

    /**
     * The beginning, up to where the page's own content is to follow within the header.
     *
     * @param styles CSS of this page, besides what all have in common
     */
    public static String head(String title, String subtitle, String styles) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <style>
                %s%s%s</style>
                </head>
                <body>
                <header>
                <h1>%s</h1>
                <p>%s</p>
                """.formatted(
                        Markup.escaped(title),
                        Markup.palette(),
                        Markup.resource(Html.class, "page.css"),
                        styles,
                        Markup.escaped(title),
                        Markup.escaped(subtitle));
    }
}
