package io.nacre.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of every exception Nacre throws on purpose. Its message is one line: <em>place: fault, both values, hint</em>.
 */
public class NacreException extends RuntimeException {
    public NacreException(String message) {
        this(message, null);
    }

    public NacreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
