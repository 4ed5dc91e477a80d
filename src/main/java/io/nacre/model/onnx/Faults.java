package io.nacre.model.onnx;

import io.nacre.error.ModelException;
import io.nacre.error.NacreException;
import io.nacre.error.ShapeException;
import io.nacre.error.UnsupportedException;

/** Says where in a model a fault lies, keeping its kind. */
final class Faults {
    private Faults() {}

    /** The same fault with a place in front of its message. */
    static NacreException at(String place, NacreException fault) {
        String message = place + ": " + fault.getMessage();
        NacreException placed;
        if (fault instanceof ShapeException) {
            placed = new ShapeException(message);
        } else if (fault instanceof UnsupportedException) {
            placed = new UnsupportedException(message);
        } else {
            placed = new ModelException(message, fault.getCause());
        }
        placed.setStackTrace(fault.getStackTrace());
        return placed;
    }
}
