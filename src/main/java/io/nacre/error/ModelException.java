package io.nacre.error;

import org.jspecify.annotations.Nullable;

/** A model file, or a graph made from it, that is damaged or contradicts itself. */
public class ModelException extends NacreException {
    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
