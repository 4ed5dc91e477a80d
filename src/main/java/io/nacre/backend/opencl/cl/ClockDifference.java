package io.nacre.backend.opencl.cl;

/**
 * How far the host's clock is ahead of a device's. A command entered the queue while the host was enqueuing it, and had
 * ended when the host saw that: each bounds the difference, and the narrowest bounds of all commands count.
 */
final class ClockDifference {
    private long least = Long.MIN_VALUE;
    private long most = Long.MAX_VALUE;

    /** Something happened when the device's clock showed this time, between two times of the host. */
    void between(long device, long before, long after) {
        least = Math.max(least, before - device);
        most = Math.min(most, after - device);
    }

    /** Something had happened before a time of the host. */
    void before(long device, long after) {
        most = Math.min(most, after - device);
    }

    /**
     * A time of the device on the host's clock. Where bounds contradict each other, as those of a clock of coarse steps do,
     * nothing ends later than the host saw it.
     */
    long host(long device) {
        return device + (least <= most ? least + (most - least) / 2 : most);
    }
}
