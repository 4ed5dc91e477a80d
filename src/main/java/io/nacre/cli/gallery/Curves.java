package io.nacre.cli.gallery;

import io.nacre.tensor.Tensor;
import io.nacre.text.Markup;
import io.nacre.text.Svg;

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
        String axes = "M" + point(-LIMIT, 0) + "L" + point(LIMIT, 0) + "M" + point(0, LOWEST) + "L" + point(0, HIGHEST);
        Svg drawing = new Svg(2 * LIMIT * UNIT, (HIGHEST - LOWEST) * UNIT, "curve of " + name)
                .add("path", "class", "grid", "d", grid())
                .add("path", "class", "axes", "d", axes)
                .add("path", "class", "line", "d", path);
        return "<figure class=\"curve\">" + drawing + "<figcaption>" + Markup.escaped(name)
                + "</figcaption></figure>\n";
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
        return Svg.number((x + LIMIT) * UNIT) + " " + Svg.number((HIGHEST - y) * UNIT);
    }
}
