package io.nacre.cli.demo;

/** A place in a picture, in pixels; the middle of the first pixel is (0.5, 0.5). */
public record Point(double x, double y) {

    Point plus(double dx, double dy) {
        return new Point(x + dx, y + dy);
    }

    /** This place in a picture that is so many times as wide and as high. */
    public Point scaled(double horizontally, double vertically) {
        return new Point(x * horizontally, y * vertically);
    }
}
