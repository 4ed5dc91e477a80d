package io.nacre.cli.gallery;

import java.util.List;

/**
 * What is to be seen together.
 *
 * @param text what to look at, in HTML
 * @param extra numbers or curves behind the pictures, in HTML
 */
public record Section(String title, String text, List<Exhibit> exhibits, String extra) {
    public Section {
        exhibits = List.copyOf(exhibits);
    }
}
