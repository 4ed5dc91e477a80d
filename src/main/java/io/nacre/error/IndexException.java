package io.nacre.error;

/** An index among a run's inputs that lies outside of what it is an index of: the caller's input is wrong. */
public final class IndexException extends NacreException {
    public IndexException(String message) {
        super(message);
    }
}
