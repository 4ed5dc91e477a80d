package io.nacre.error;

import org.jspecify.annotations.Nullable;

/** A device, driver or kernel that is absent, closed, out of memory or failing. */
public final class BackendException extends NacreException {
    public BackendException(String message) {
        super(message);
    }

    public BackendException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
