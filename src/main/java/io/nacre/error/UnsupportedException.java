package io.nacre.error;

/** A legal model that asks for something Nacre does not do yet; the message lists all of it that was found at once. */
public final class UnsupportedException extends ModelException {
    public UnsupportedException(String message) {
        super(message);
    }
}
