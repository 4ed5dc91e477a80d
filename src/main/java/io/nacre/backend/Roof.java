package io.nacre.backend;

import io.nacre.error.BackendException;

/**
 * What a device can do at most, measured by small kernels that do nothing else. No operation is faster, but for one whose
 * data still lie in a cache from the step before: those may move more bytes than the bandwidth allows.
 *
 * @param flops float multiplications and additions a second, as fused multiply-adds on all threads
 * @param bytesPerSecond bytes read plus bytes written a second by a copy between arrays larger than the caches; what a cache
 *     reads only to overwrite it is not counted
 */
public record Roof(double flops, double bytesPerSecond) {

    public Roof {
        if (!(flops > 0) || !(bytesPerSecond > 0) || Double.isInfinite(flops) || Double.isInfinite(bytesPerSecond)) {
            throw new BackendException("Roof: " + flops + " FLOP/s and " + bytesPerSecond
                    + " bytes a second were measured, both must be finite and above 0");
        }
    }

    /** The least seconds in which so much can be computed and moved, both at once. */
    public double seconds(long operations, long bytes) {
        return Math.max(operations / flops, bytes / bytesPerSecond);
    }
}
