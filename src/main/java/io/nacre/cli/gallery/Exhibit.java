package io.nacre.cli.gallery;

import io.nacre.tensor.Shape;
import java.util.List;

/**
 * A layer, and what it made of its input.
 *
 * @param layer as PyTorch prints it
 * @param size how one extent follows from the other, filled in; empty if there is nothing to say
 */
public record Exhibit(String layer, Shape before, Shape after, String size, List<Panel> panels) {
    public Exhibit {
        panels = List.copyOf(panels);
    }

    /** Where its pictures are, for a table. */
    public String files() {
        return String.join(
                " ", panels.stream().map(panel -> panel.file() + ".png").toList());
    }
}
