package io.nacre.error;

/** Shapes, types or parameters that do not fit together: the caller's input is wrong. */
public final class ShapeException extends NacreException {
    public ShapeException(String message) {
        super(message);
    }
}
