package io.nacre.cli.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The corners of the smallest convex polygon around points, by Andrew's monotone chain. */
final class ConvexHull {
    private ConvexHull() {}

    static List<Point> of(List<Point> points) {
        List<Point> sorted = points.stream()
                .distinct()
                .sorted(Comparator.comparingDouble(Point::x).thenComparingDouble(Point::y))
                .toList();
        if (sorted.size() < 3) {
            return sorted;
        }
        List<Point> hull = new ArrayList<>();
        for (Point point : sorted) {
            add(hull, point, 2);
        }
        int lower = hull.size() + 1;
        for (int i = sorted.size() - 2; i >= 0; i--) {
            add(hull, sorted.get(i), lower);
        }
        hull.remove(hull.size() - 1); // the first point again
        return hull;
    }

    /** Adds a point after taking away those that it turns into dents. */
    private static void add(List<Point> hull, Point point, int least) {
        while (hull.size() >= least && cross(hull.get(hull.size() - 2), hull.get(hull.size() - 1), point) <= 0) {
            hull.remove(hull.size() - 1);
        }
        hull.add(point);
    }

    private static double cross(Point from, Point middle, Point to) {
        return (middle.x() - from.x()) * (to.y() - from.y()) - (middle.y() - from.y()) * (to.x() - from.x());
    }
}
