package io.nacre.lab;

import io.nacre.backend.Backend;
import io.nacre.backend.Roof;

/**
 * What versions of a kernel are tried on. Trials of equal subjects can be compared.
 *
 * @param target the operation and its shapes: {@code Conv2d(64, 64, 3, padding=1): Convolution + bias, f32 1×64×56×56}
 * @param backend the name of the device: {@code opencl:0}
 * @param device the vendor's name of it
 * @param driver the driver and its version
 * @param flops floating-point operations of a run
 * @param bytes what a run has to read and write at least
 * @param roof what the device can do at most
 */
public record Subject(String target, String backend, String device, String driver, long flops, long bytes, Roof roof) {

    /** Whether trials of both can be compared: the target, the device and its driver are the same. */
    public boolean isLike(Subject other) {
        return target.equals(other.target) && device.equals(other.device) && driver.equals(other.driver);
    }

    /** A target on an opened device, whose roof is measured if nobody has before. */
    static Subject of(Target target, Backend backend) {
        return new Subject(
                target.toString(),
                backend.name(),
                backend.device().name(),
                backend.device().driver(),
                target.flops(),
                target.bytes(),
                backend.roof());
    }
}
