package io.nacre.plan;

/**
 * A step and how long it took.
 *
 * @param nanoseconds on the device
 */
public record StepTime(Step step, long nanoseconds) {}
