package io.nacre.backend;

/** A device that was looked for. */
public sealed interface Candidate {

    /** The name it is chosen by: {@code opencl:0}. */
    String name();

    /** A device that can be opened. */
    record Available(String name, Device device, Opener opener) implements Candidate {}

    /**
     * A device, or a whole kind of them, that cannot be used.
     *
     * @param reason one line: why, and what would help
     */
    record Unavailable(String name, String reason) implements Candidate {}

    /** Opens a device. */
    interface Opener {
        Backend open(BackendOptions options);
    }
}
