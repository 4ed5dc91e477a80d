package io.nacre.cli.gallery;

import io.nacre.tensor.Tensor;
import java.util.Locale;

/** Curves of activations as drawings in SVG, in the colours of the page around them. */
final class Curves {
    /** The part of the plane that is shown: x from −LIMIT to LIMIT, y from LOWEST to HIGHEST. */
    static final float LIMIT = 4;

    private static final float LOWEST = -2;
    private static final float HIGHEST = 4;
    private static final int UNIT = 30;

    private Curves() {}

    /** The curve through points, of which there are as many as elements. */
    static String draw(String name, Tensor x, Tensor y) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < x.type().elements(); i++) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(point(x.floats().get(i), y.floats().get(i)));
        }
        float width = 2 * LIMIT * UNIT;
        float height = (HIGHEST - LOWEST) * UNIT;
        return String.format(
                Locale.ROOT,
                """
                <figure class="curve"><svg viewBox="0 0 %.0f %.0f" role="img" aria-label="curve of %s">
                <path class="grid" d="%s"/><path class="axes" d="M%sL%sM%sL%s"/><path class="line" d="%s"/>
                </svg><figcaption>%s</figcaption></figure>
                """,
                width,
                height,
                name,
                grid(),
                point(-LIMIT, 0),
                point(LIMIT, 0),
                point(0, LOWEST),
                point(0, HIGHEST),
                path,
                name);
    }

    private static String grid() {
        StringBuilder grid = new StringBuilder();
        for (int x = (int) -LIMIT; x <= LIMIT; x++) {
            grid.append('M').append(point(x, LOWEST)).append('L').append(point(x, HIGHEST));
        }
        for (int y = (int) LOWEST; y <= HIGHEST; y++) {
            grid.append('M').append(point(-LIMIT, y)).append('L').append(point(LIMIT, y));
        }
        return grid.toString();
    }

    private static String point(float x, float y) {
        return String.format(Locale.ROOT, "%.1f %.1f", (x + LIMIT) * UNIT, (HIGHEST - y) * UNIT);
    }
}
