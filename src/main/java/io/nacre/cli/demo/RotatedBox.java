package io.nacre.cli.demo;

import java.util.List;

/**
 * A rectangle at any angle.
 *
 * @param width its extent along (cos angle, sin angle)
 * @param height its extent across
 * @param angle in radians, between -π/4 and π/4: the box is as upright as it can be named
 */
record RotatedBox(Point centre, double width, double height, double angle) {

    /** The box of least area around points, at least one. */
    static RotatedBox around(List<Point> points) {
        List<Point> hull = ConvexHull.of(points);
        RotatedBox best = around(hull, 0);
        for (int i = 0; i < hull.size(); i++) { // one of its sides lies on one of the hull's
            Point from = hull.get(i);
            Point to = hull.get((i + 1) % hull.size());
            double angle = Math.atan2(to.y() - from.y(), to.x() - from.x());
            RotatedBox box = around(hull, angle - Math.rint(angle / (Math.PI / 2)) * (Math.PI / 2));
            if (box.width * box.height < best.width * best.height - 1e-9) {
                best = box;
            }
        }
        return best;
    }

    private static RotatedBox around(List<Point> points, double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (Point point : points) {
            double along = point.x() * cos + point.y() * sin;
            double across = point.y() * cos - point.x() * sin;
            left = Math.min(left, along);
            right = Math.max(right, along);
            top = Math.min(top, across);
            bottom = Math.max(bottom, across);
        }
        double along = (left + right) / 2;
        double across = (top + bottom) / 2;
        Point centre = new Point(along * cos - across * sin, along * sin + across * cos);
        return new RotatedBox(centre, right - left, bottom - top, angle);
    }

    /** This box with each side moved outwards. */
    RotatedBox grownBy(double distance) {
        return new RotatedBox(centre, width + 2 * distance, height + 2 * distance, angle);
    }

    double shortSide() {
        return Math.min(width, height);
    }

    boolean contains(double x, double y) {
        double dx = x - centre.x();
        double dy = y - centre.y();
        return Math.abs(dx * Math.cos(angle) + dy * Math.sin(angle)) <= width / 2
                && Math.abs(dy * Math.cos(angle) - dx * Math.sin(angle)) <= height / 2;
    }

    /** The corners clockwise as seen on the screen, the upper left one first. */
    List<Point> corners() {
        double ax = width / 2 * Math.cos(angle);
        double ay = width / 2 * Math.sin(angle);
        double bx = -height / 2 * Math.sin(angle);
        double by = height / 2 * Math.cos(angle);
        return List.of(
                centre.plus(-ax - bx, -ay - by),
                centre.plus(ax - bx, ay - by),
                centre.plus(ax + bx, ay + by),
                centre.plus(bx - ax, by - ay));
    }
}
