package io.nacre.backend;

/**
 * What is known of a device.
 *
 * @param kind GPU, other accelerator or CPU
 * @param name the vendor's name of it
 * @param driver the driver and its version
 * @param memory bytes that buffers may occupy together
 */
public record Device(Kind kind, String name, String driver, long memory) {

    /** Devices of the kinds named first are preferred. */
    public enum Kind {
        GPU,
        ACCELERATOR,
        CPU
    }
}
