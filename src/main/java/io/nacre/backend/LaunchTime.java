package io.nacre.backend;

/**
 * When a launch was handed over and ran, in nanoseconds of {@link System#nanoTime}.
 *
 * @param queued when it entered the queue
 * @param submitted when the queue gave it to the device
 * @param started when its first command began to run
 * @param ended when its last command had run
 * @param busy how long its commands ran, without the gaps between them
 */
public record LaunchTime(long queued, long submitted, long started, long ended, long busy) {}
