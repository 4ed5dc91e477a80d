package io.nacre.plan;

import io.nacre.backend.Roof;
import io.nacre.text.TextTable;

/**
 * A step and how long it took.
 *
 * @param nanoseconds on the device
 */
public record StepTime(Step step, long nanoseconds) {

    /** Which part of its time the device would need at its peak: for the arithmetic or for the memory, whichever is longer. */
    String share(Roof roof) {
        return percent(roof.seconds(step.flops(), step.bytes()) * 1e9, nanoseconds);
    }

    /** Billions a second of what there are so many of. */
    String rate(long count) {
        return nanoseconds == 0 ? "-" : TextTable.decimal((double) count / nanoseconds, 1);
    }

    static String percent(double part, double whole) {
        return whole == 0 ? "-" : TextTable.decimal(100 * part / whole, 1) + "%";
    }
}
